"""What an order would be right now: what is sent, what is left out and why, what it costs."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from catalogue.clock import present_day, today
from catalogue.models import Commune, Province
from catalogue.policies import contains_alcohol, label_gaps_to_accept
from shop.basket.models import Basket, Line
from shop.order.alcohol import check_gift
from shop.order.exceptions import OrderRefused, WishedDayRefused
from shop.order.taxes import ParcelTax, tax_parcel
from shop.promotion.reckoning import (
    BasketPromotions,
    PromotionBuyer,
    apply_promotions,
)
from shop.shipping.methods import QuotedParcel, ZoneDelivery
from shop.shipping.promise import find_deliverable_day
from shop.shipping.rates import NoRate
from theme.formats import vn_date

#: How far ahead a day of delivery may be wished.
WISHED_WITHIN = timedelta(days=60)


@dataclass(frozen=True)
class Invoice:
    """To whom the company invoice is written (NĐ 254/2026 Đ.10); `email` receives it."""

    tax_code: str
    company: str
    address: str
    email: str = ""


@dataclass(frozen=True)
class Delivery:
    """To whom and where: the two levels of address in force since 1/7/2025 (NQ 202/2025/QH15).

    Without commune and province nothing can be sent: the buyer comes for every parcel.

    `phone` is stored as +84…; `email`, `note` and `gift` (words for the card) may be empty;
    `invoice` is None unless a company wants one. `former_place` is the old name the buyer chose the
    commune by ("Tân Thạch, Châu Thành, Bến Tre"), empty for names of today; `buyer_phone` that of
    a giver, of any country. `is_gift` says that it goes to somebody else, from `giver_name`, who is
    the one that gets `email`; `wished_on` is the day in Vietnam on which it should arrive. `pickups`
    are the keys of the sellers (partners) where the buyer comes for the goods.
    """

    name: str
    phone: str
    email: str
    street: str
    commune: Commune | None
    province: Province | None
    note: str = ""
    gift: str = ""
    invoice: Invoice | None = None
    former_place: str = ""
    buyer_phone: str = ""
    is_gift: bool = False
    giver_name: str = ""
    wished_on: date | None = None
    pickups: frozenset[int] = frozenset()

    @property
    def method(self) -> ZoneDelivery:
        """Return how it is delivered: to the province, or picked up at some of the sellers."""
        return ZoneDelivery(self.province, pickups=self.pickups)


@dataclass(frozen=True)
class Quote:
    """Lines that can be ordered and their parcels, lines that cannot; money in whole đồng.

    `goods` is what they cost without promotions; the price of a parcel is what its delivery costs
    with them, `delivery_discounts` what they take off it, by the key of the seller.
    """

    lines: tuple[Line, ...]
    blocked: tuple[Line, ...]
    parcels: tuple[QuotedParcel, ...]
    goods: int
    shipping: int
    fingerprint: str
    taxes: tuple[ParcelTax, ...] = ()
    promotions: BasketPromotions = field(default_factory=BasketPromotions)
    delivery_discounts: Mapping[int, int] = field(default_factory=dict)

    @property
    def has_label_gaps(self) -> bool:
        """Whether the buyer has to accept that some label does not state everything."""
        return any(label_gaps_to_accept(line.product) for line in self.lines)

    @property
    def has_alcohol(self) -> bool:
        """Whether what is ordered may not be paid in cash (Luật 44/2019 Đ.16)."""
        return contains_alcohol(line.product for line in self.lines)

    @property
    def total(self) -> int:
        """Return what the buyer pays, delivery included."""
        return self.goods - self.discount + self.shipping

    @property
    def discount(self) -> int:
        """Return what promotions take off the goods."""
        return self.promotions.goods


def make_quote(*, basket: Basket, delivery: Delivery) -> Quote:
    """Return what ordering this basket to that place would be at this moment.

    What would not arrive fresh there is among what is blocked. The fingerprint changes with anything
    the buyer would want to see again: products, quantities, prices, promotions and codes,
    certificates, what labels lack, cost and days of delivery, address, who gives a gift and when it
    is to come. Every way to pay costs the same, so the choice of one, made on the review itself, is
    no part of it. Raises OrderRefused where no delivery is priced, AlcoholRefused where the law
    allows no gift, WishedDayRefused for a day that cannot be kept.
    """
    _check_address(delivery, basket)
    delivery.method.block_late(basket.all_lines())
    promotions = apply_promotions(basket, buyer_of(basket, delivery))
    lines = tuple(line for line in basket.all_lines() if line.block is None)
    check_gift((line.product for line in lines), gift=delivery.gift or delivery.giver_name)
    blocked = tuple(line for line in basket.all_lines() if line.block is not None)
    try:
        parcels = delivery.method.parcels(lines)
    except NoRate as missing:
        raise OrderRefused(_("We cannot deliver to this address yet.")) from missing
    _check_wished_day(delivery.wished_on, parcels)
    parcels, delivery_discounts = deliver_free(parcels, promotions)
    return Quote(
        lines=lines,
        blocked=blocked,
        parcels=parcels,
        goods=sum(int(line.unit_price_incl_tax) * line.quantity for line in lines),
        shipping=sum(parcel.price for parcel in parcels),
        fingerprint=_fingerprint(lines, parcels, delivery, promotions),
        promotions=promotions,
        delivery_discounts=delivery_discounts,
        taxes=tuple(tax_parcel(parcel, on=today()) for parcel in parcels),
    )


def buyer_of(basket: Basket, delivery: Delivery) -> PromotionBuyer:
    """Return by what a buyer's earlier uses of a promotion are known; a gift's phone is another's."""
    phones = (delivery.buyer_phone, "" if delivery.is_gift else delivery.phone)
    return PromotionBuyer(basket.owner_id, (delivery.email,), phones)


def deliver_free(
    parcels: tuple[QuotedParcel, ...], promotions: BasketPromotions
) -> tuple[tuple[QuotedParcel, ...], dict[int, int]]:
    """Return the parcels as they are charged, and what promotions take off each seller's."""
    discounts = {
        parcel.partner.pk: parcel.price
        for parcel in parcels
        if parcel.price and promotions.delivered_free(parcel.partner.pk)
    }
    charged = (
        replace(parcel, price=0) if parcel.partner.pk in discounts else parcel for parcel in parcels
    )
    return tuple(charged), discounts


def _check_address(delivery: Delivery, basket: Basket) -> None:
    """Refuse to send anything where nobody has said where to."""
    if delivery.province is None and any(
        line.block is None and not delivery.method.is_pickup(line.stockrecord.partner)
        for line in basket.all_lines()
    ):
        raise OrderRefused(_("Please enter where to send what you do not pick up."))


def _check_wished_day(wished: date | None, parcels: tuple[QuotedParcel, ...]) -> None:
    if wished is None or not parcels:
        return
    partners = [parcel.partner for parcel in parcels]
    earliest = find_deliverable_day(max(parcel.promise.last for parcel in parcels), partners)
    latest = max(earliest, present_day() + WISHED_WITHIN)
    if not earliest <= wished <= latest:
        raise WishedDayRefused(
            _("Please choose a day from %(first)s to %(last)s.")
            % {"first": vn_date(earliest), "last": vn_date(latest)}
        )
    next_day = find_deliverable_day(wished, partners)
    if next_day != wished:
        raise WishedDayRefused(
            _(
                "On %(day)s nothing is delivered: it is a weekend, a holiday, or a seller is closed. "
                "The next day possible is %(next)s."
            )
            % {"day": vn_date(wished), "next": vn_date(next_day)}
        )


def _fingerprint(
    lines: tuple[Line, ...],
    parcels: tuple[QuotedParcel, ...],
    to: Delivery,
    promotions: BasketPromotions,
) -> str:
    facts = {
        "lines": [
            [line.product_id, line.quantity, int(line.unit_price_incl_tax), _certificate(line)]
            + [item.value for item in label_gaps_to_accept(line.product)]
            for line in lines
        ],
        "promotions": [
            [applied.promotion.pk, sorted(applied.by_line.items()), sorted(applied.free_sellers)]
            for applied in promotions.applied
        ],
        "codes": [refused.code for refused in promotions.refused],
        "parcels": [_agreed(parcel) for parcel in parcels],
        "to": [to.name, to.phone, to.email, to.street, to.commune and to.commune.code, to.note],
        "with": [to.gift, to.buyer_phone, asdict(to.invoice) if to.invoice else None],
        "gift": [to.is_gift, to.giver_name, to.wished_on.isoformat() if to.wished_on else ""],
    }
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _agreed(parcel: QuotedParcel) -> list:
    """What the buyer agrees to of a parcel; its pickup address, because one may go to a wrong door."""
    place = parcel.partner.pickup_address if parcel.is_pickup else ""
    days = [parcel.promise.first.isoformat(), parcel.promise.last.isoformat()]
    return [parcel.partner.pk, parcel.price, place, *days]


def _certificate(line: Line) -> int | None:
    certificate = line.product.certificate
    return certificate.pk if certificate else None
