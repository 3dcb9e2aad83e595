"""Nghỉ bán: when the shop, a seller or one product takes no orders, and what buyers read meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from oscar.apps.partner.abstract_models import AbstractStockRecord

from catalogue.clock import now, present_day
from catalogue.models import Product
from catalogue.policies import Refusal
from shop.partner.models import Partner, ShopPause, StockRecord
from shop.users.models import User
from theme.formats import vn_date

#: For how long open pauses are remembered, should their version be missed.
SECONDS = 3600
#: The codes of what waits until orders are taken again.
SHOP_PAUSED, SELLER_PAUSED, PRODUCT_PAUSED = "shop_paused", "seller_paused", "product_paused"
PAUSED = (SHOP_PAUSED, SELLER_PAUSED, PRODUCT_PAUSED)


@dataclass(frozen=True)
class PauseRefusal(Refusal):
    """A pause as the reason why nothing can be ordered; `short` is what a card says of it."""

    short: str = ""


@transaction.atomic
def pause_ordering(*, partner: Partner, first: date, last: date, reason: str) -> Partner:
    """Take no orders from one day of Vietnam to another, both included; it ends by itself.

    An earlier pause is replaced. `reason` is what buyers read.
    """
    locked = Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    _write_pause(locked, first, last, reason)
    return locked


@transaction.atomic
def resume_ordering(*, partner: Partner) -> Partner:
    """Take orders again from now on; a second tap changes nothing."""
    locked = Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    _write_pause(locked, None, None, "")
    return locked


@transaction.atomic
def pause_product(
    *, record: StockRecord, first: date, last: date | None, reason: str
) -> StockRecord:
    """Take no orders for one product; its page stays. Without a last day it lasts until resumed."""
    locked = StockRecord.objects.select_for_update(no_key=True).get(pk=record.pk)
    _write_pause(locked, first, last, reason)
    return locked


@transaction.atomic
def resume_product(*, record: StockRecord) -> StockRecord:
    """Take orders for the product again from now on; a second tap changes nothing."""
    locked = StockRecord.objects.select_for_update(no_key=True).get(pk=record.pk)
    _write_pause(locked, None, None, "")
    return locked


@transaction.atomic
def pause_shop(*, first: date, last: date, reason: str, reason_en: str, by: User) -> ShopPause:
    """Take no orders for anything of the shop; what was placed before and is not over is lifted."""
    lift_shop_pauses(by=by)
    return ShopPause.objects.create(
        first=first, last=last, reason=reason, reason_en=reason_en, placed_by=by, placed_at=now()
    )


@transaction.atomic
def lift_shop_pauses(*, by: User) -> int:
    """Take orders again from now on; return how many pauses that ended, 0 where none was open."""
    rows = list(ShopPause.objects.open_on(present_day()).select_for_update(of=("self",)))
    for row in rows:
        row.lifted_by, row.lifted_at = by, now()
        row.save(update_fields=["lifted_by", "lifted_at"])
    return len(rows)


def current_shop_pause() -> ShopPause | None:
    """Return the pause of the whole shop that is in force today (Vietnam), if there is one."""
    return ShopPause.objects.running_on(present_day()).first()


def open_shop_pauses(version: int) -> list[ShopPause]:
    """Return the pauses of the whole shop that run today or later, read once a version of the pages."""
    key = f"shop-pauses:{version}"
    pauses: list[ShopPause] | None = cache.get(key)
    if pauses is None:
        pauses = list(ShopPause.objects.open_on(present_day()))
        cache.set(key, pauses, SECONDS)
    return pauses


def shop_refusal(pause: ShopPause | None) -> PauseRefusal | None:
    """Return why nothing of the shop can be ordered, and when it can again; None without a pause."""
    if pause is None:
        return None
    message = _("The shop takes no orders for now, and again from %(back)s. Reason: %(reason)s")
    facts = {"back": _day_after(pause.last), "reason": pause.local_reason}
    return PauseRefusal(SHOP_PAUSED, message % facts, _("No orders for now"))


def pause_refusal(record: AbstractStockRecord) -> PauseRefusal | None:
    """Return why a product cannot be ordered today (Vietnam) and when it can; else None.

    The product's own pause comes before its seller's break; paused_records() asks the same of rows.
    """
    own, day = cast(StockRecord, record), present_day()
    partner = own.partner
    if own.is_paused_on(day):
        return _product_refusal(own)
    if partner.paused_until is None or not partner.is_paused_on(day):
        return None
    message = _("The seller is on a break and takes orders again from %(back)s. Reason: %(reason)s")
    facts = {"back": _day_after(partner.paused_until), "reason": partner.pause_reason}
    short = _("Seller on a break until %(day)s") % {"day": vn_date(partner.paused_until)}
    return PauseRefusal(SELLER_PAUSED, message % facts, short)


def pauses_for(products: Iterable[Product]) -> dict[int, PauseRefusal]:
    """Return the pause of each product that has one today, by its key; one query for any number.

    Meant for products whose `stockrecords` were fetched; none is asked where their sellers were too.
    A pause of the whole shop is not among them: every page says that at its head.
    """
    own = {product.pk: record for product in products if (record := product.stock_record)}
    read: dict[int, AbstractStockRecord] = {
        record.pk: record for record in own.values() if StockRecord.partner.is_cached(record)
    }
    unread = {record.pk for record in own.values()} - read.keys()
    if unread:
        read |= paused_records().select_related("partner").in_bulk(unread)
    refusals = {
        key: pause_refusal(read[record.pk]) for key, record in own.items() if record.pk in read
    }
    return {key: refusal for key, refusal in refusals.items() if refusal is not None}


def paused_records() -> QuerySet[StockRecord]:
    """Return what cannot be ordered today (Vietnam): paused itself, or its seller is on a break."""
    day = present_day()
    own = Q(paused_from__lte=day) & (Q(paused_until=None) | Q(paused_until__gte=day))
    seller = Q(partner__paused_from__lte=day, partner__paused_until__gte=day)
    return StockRecord.objects.filter(own | seller)


def _product_refusal(record: StockRecord) -> PauseRefusal:
    until, reason = record.paused_until, {"reason": record.pause_reason}
    if until is None:
        message = _("Its seller takes no orders for this product for now. Reason: %(reason)s")
        return PauseRefusal(PRODUCT_PAUSED, message % reason, _("Paused for now"))
    message = _("This product is paused and can be ordered again from %(back)s. Reason: %(reason)s")
    short = _("Paused until %(day)s") % {"day": vn_date(until)}
    return PauseRefusal(PRODUCT_PAUSED, message % ({"back": _day_after(until)} | reason), short)


def _day_after(day: date) -> str:
    return vn_date(day + timedelta(days=1))


def _write_pause(
    row: Partner | StockRecord, first: date | None, last: date | None, reason: str
) -> None:
    row.paused_from, row.paused_until, row.pause_reason = first, last, reason
    row.save(update_fields=["paused_from", "paused_until", "pause_reason"])
