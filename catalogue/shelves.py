"""Rows of cards under a product: of the same kind, of the same place, of the same producer."""

from dataclasses import dataclass

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.cards import ProductCard, local_name, product_cards
from catalogue.models import Product
from catalogue.models.product import SHOWN_ON_CARDS

ROW = 4
#: What product_cards() would ask for row by row; the rest it reads once for all rows.
CARD_PARTS = ("producer", "province__region", "classification")


@dataclass(frozen=True, slots=True)
class Shelf:
    """One row of cards under a heading; `url` leads to the whole list, empty where there is none."""

    heading: str
    url: str
    cards: list[ProductCard]


@dataclass(frozen=True, slots=True)
class _Row:
    heading: str
    url: str
    products: list[Product]


def shelves(product: Product, *, certified: bool) -> list[Shelf]:
    """Return at most two rows without a product twice, their cards read together.

    A certified product is followed by its kind, nearest first, and by other goods of its province;
    one that is not any more by what else its producer has, and by its kind.
    """
    if certified:
        rows = [_same_kind(product, beside=[])]
        rows.append(_same_place(product, beside=rows[0].products))
    else:
        rows = [_same_producer(product)]
        rows.append(_same_kind(product, beside=rows[0].products))
        if not rows[0].products:
            rows.append(_same_place(product, beside=rows[1].products))
    cards = iter(product_cards(each for row in rows for each in row.products))
    filled = [Shelf(row.heading, row.url, [next(cards) for _each in row.products]) for row in rows]
    return [shelf for shelf in filled if shelf.cards]


def _row(products: QuerySet, heading: str, url: str = "") -> _Row:
    return _Row(
        heading, url, list(products.select_related(*CARD_PARTS).only(*SHOWN_ON_CARDS)[:ROW])
    )


def _same_kind(product: Product, *, beside: list[Product]) -> _Row:
    """Goods of the same group: of the province first, then of the region, best stars first."""
    node, province = product.classification, product.province
    if node is None:
        return _Row("", "", [])
    near = Case(
        When(province=product.province_id, then=Value(2)),
        When(province__region=province.region_id if province else None, then=Value(1)),
        default=Value(0),
    )
    same = Product.objects.public().filter(classification__group=node.group_id or node.pk)
    same = same.exclude(pk__in=[product.pk, *(each.pk for each in beside)])
    group = node.group or node.sector
    url = reverse("search:group", kwargs={"slug": group.slug}) if group else ""
    ranked = same.order_by(near.desc(), "-in_force__stars", "slug")
    return _row(ranked, _("Of the same kind, nearest first"), url)


def _same_place(product: Product, *, beside: list[Product]) -> _Row:
    """Goods of the same province that the first row does not hold, other kinds first."""
    province, node = product.province, product.classification
    if province is None:
        return _Row("", "", [])
    kin = Case(
        When(classification__group=(node.group_id or node.pk) if node else None, then=Value(1)),
        default=Value(0),
    )
    here = Product.objects.public().filter(province=province)
    here = here.exclude(pk__in=[product.pk, *(each.pk for each in beside)])
    url = reverse("search:province", kwargs={"slug": province.slug})
    heading = _("Also from %(place)s") % {"place": local_name(province)}
    return _row(here.order_by(kin, "-in_force__stars", "slug"), heading, url)


def _same_producer(product: Product) -> _Row:
    if product.producer_id is None:
        return _Row("", "", [])
    own = Product.objects.public().filter(producer=product.producer_id).order_by("slug")
    url = product.producer.get_absolute_url()
    return _row(own, _("Still certified, from the same producer"), url)
