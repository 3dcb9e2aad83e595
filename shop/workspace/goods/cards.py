"""A seller's goods as cards: what each costs, how many are left, whether and why not it is on sale."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.audience import Audience
from catalogue.cards import card_notice, product_cover
from catalogue.clock import present_day
from catalogue.models import ListingDraft, Product
from catalogue.policies import sale_refusal
from shop.partner.models import Partner, StockRecord
from shop.partner.ordering_pause import pause_refusal
from shop.partner.stock_records import offered_numbers
from shop.workspace.goods.low_stock import low_stock_of
from theme.covers import Cover


class GoodsTab(models.TextChoices):
    """Filters of the list; the words are query-string values."""

    ALL = "", gettext_lazy("All goods")
    LOW = "sap-het", gettext_lazy("Running out")


@dataclass(frozen=True)
class GoodsCard:
    """One product of one seller. `price` is whole đồng, None without one; `available` may be ordered.

    `notice` says why it is not on sale; empty where it is.
    """

    pk: int
    product_pk: int
    title: str
    unit: str
    url: str
    cover: Cover
    price: int | None
    available: int | None
    in_orders: int
    notice: str


def select_stock_records(partner: Partner, tab: str) -> QuerySet[StockRecord]:
    """Return what a seller offers, by name, or what is running out, the fewest first."""
    if tab == GoodsTab.LOW:
        return low_stock_of(partner)
    return StockRecord.objects.filter(partner=partner).order_by("product__title", "pk")


def open_drafts(partner: Partner) -> QuerySet[ListingDraft]:
    """Return the drafts of listings that are not approved yet, what was asked for first."""
    drafts = ListingDraft.objects.open().filter(producer__partner=partner)
    return drafts.order_by("state", "-updated_at", "pk")


def goods_cards(records: Iterable[StockRecord]) -> list[GoodsCard]:
    """Return the cards of these stock records, in the same number of queries for any number."""
    listed = list(records)
    products = (
        Product.objects.filter(pk__in=[record.product_id for record in listed])
        .for_sale_check()
        .select_related("producer", "province__region", "classification")
        .in_bulk()
    )
    return [_card(record, products[record.product_id]) for record in listed]


def _card(record: StockRecord, product: Product) -> GoodsCard:
    numbers = offered_numbers(record)
    return GoodsCard(
        pk=record.pk,
        product_pk=product.pk,
        title=product.title,
        unit=product.unit,
        url=product.get_absolute_url(),
        cover=product_cover(product),
        price=numbers.price,
        available=numbers.available,
        in_orders=record.num_allocated or 0,
        notice=_notice(product, numbers.price, numbers.available) or _pause(record),
    )


def _notice(product: Product, price: int | None, available: int | None) -> str:
    """Return why nobody can buy it now, for its seller: adults' goods are judged as for adults."""
    if not product.is_public:
        return _("Hidden from buyers")
    refusal = sale_refusal(product, Audience.ADULT)
    if refusal is not None:
        return card_notice(product, refusal) or refusal.message
    if price is None:
        return _("Without a price: not on sale")
    return _("Sold out") if available == 0 else ""


def _pause(record: StockRecord) -> str:
    """Return that it is paused; a break of the whole shop front stands on the page of that."""
    is_paused = record.is_paused_on(present_day())
    refusal = pause_refusal(record) if is_paused else None
    return refusal.short if refusal else ""
