"""Products related to one: of the same producer, kind and place, read for the cards of its page."""

from dataclasses import dataclass

from django.db.models import Case, Prefetch, QuerySet, Value, When, prefetch_related_objects

from catalogue.clock import today
from catalogue.models import Certificate, Product
from catalogue.models.product import SHOWN_ON_CARDS
from search.related_products import RelatedKeys, related_keys

ROW = 4
#: What product_cards() would ask for row by row; the rest is read once for all rows.
CARD_PARTS = ("producer", "province__region", "classification")


@dataclass(frozen=True, slots=True)
class Nearby:
    """The same as products, which the gate let through just now."""

    own: list[Product]
    kind: list[Product]
    place: list[Product]
    of_producer: int

    @property
    def all(self) -> list[Product]:
        """All of them, row by row."""
        return [*self.own, *self.kind, *self.place]


def nearby(product: Product) -> Nearby:
    """Return at most two rows of ROW products, and read what their cards and the page show.

    A certified product is followed by its kind, nearest first, and by other goods of its province;
    one that is not any more by what else its producer has, and by its kind. The product gets
    `verified`, its certificates with the newest first.
    """
    near = related_keys(product, ROW)
    found = _through_the_gate(near) if near else None
    if found is None:
        _read_certificates([product])
        held = any(each.is_in_force(today()) for each in product.verified)
        found = _ranked(product, certified=held)
    everyone = [product, *found.all]
    _read_certificates(everyone)
    prefetch_related_objects(everyone, "stockrecords", "images")
    for each in found.all:
        each.certificates_in_force = [held for held in each.verified if held.is_in_force(today())]
    return found


def _read_certificates(products: list[Product]) -> None:
    newest = Certificate.objects.ever_verified().order_by("-valid_from", "-pk")
    certificates = Prefetch("certificates", queryset=newest, to_attr="verified")
    prefetch_related_objects(products, certificates)


def _through_the_gate(near: RelatedKeys) -> Nearby | None:
    """Return the products of these keys; None where one of them is over by now."""
    wanted = {*near.own, *near.kind, *near.place}
    public = Product.objects.public().filter(pk__in=wanted).order_by()
    found = {each.pk: each for each in _for_cards(public)}
    if len(found) < len(wanted):
        return None
    rows = ([found[pk] for pk in keys] for keys in (near.own, near.kind, near.place))
    return Nearby(*rows, near.of_producer)


def _ranked(product: Product, *, certified: bool) -> Nearby:
    """Ask the database, which looks at every product of the group and of the province."""
    maker = product.producer_id
    made = Product.objects.public().filter(producer=maker) if maker else Product.objects.none()
    own = [] if certified else _first(made.order_by("slug"))
    kind = _first(_same_kind(product, own))
    place = [] if own else _first(_same_place(product, kind))
    return Nearby(own, kind, place, made.count())


def _same_kind(product: Product, beside: list[Product]) -> QuerySet:
    """Goods of the same group: of the province first, then of the region, best stars first."""
    node, province = product.classification, product.province
    if node is None:
        return Product.objects.none()
    near = Case(
        When(province=product.province_id, then=Value(2)),
        When(province__region=province.region_id if province else None, then=Value(1)),
        default=Value(0),
    )
    same = _others(product, beside).filter(classification__group=node.group_id or node.pk)
    return same.order_by(near.desc(), "-in_force__stars", "slug")


def _same_place(product: Product, beside: list[Product]) -> QuerySet:
    """Goods of the same province, other kinds first."""
    node = product.classification
    if product.province is None:
        return Product.objects.none()
    kin = Case(
        When(classification__group=(node.group_id or node.pk) if node else None, then=Value(1)),
        default=Value(0),
    )
    here = _others(product, beside).filter(province=product.province)
    return here.order_by(kin, "-in_force__stars", "slug")


def _others(product: Product, beside: list[Product]) -> QuerySet:
    return Product.objects.public().exclude(pk__in=[product.pk, *(each.pk for each in beside)])


def _first(products: QuerySet) -> list[Product]:
    return list(_for_cards(products)[:ROW])


def _for_cards(products: QuerySet) -> QuerySet:
    return products.select_related(*CARD_PARTS).only(*SHOWN_ON_CARDS)
