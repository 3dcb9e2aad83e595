"""Products related to one: of the same producer, kind and place, read for the cards of its page."""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from catalogue.clock import today
from catalogue.models import Certificate, Product
from catalogue.models.product import SHOWN_ON_CARDS, ProductQuerySet
from catalogue.related import of_kind, of_place, of_producer
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
    made = of_producer(product)
    own = [] if certified else _first(made)
    kind = _first(_without(of_kind(product), own))
    place = [] if own else _first(_without(of_place(product), kind))
    return Nearby(own, kind, place, made.count())


def _without(products: ProductQuerySet, taken: list[Product]) -> ProductQuerySet:
    return products.exclude(pk__in=[product.pk for product in taken])


def _first(products: ProductQuerySet) -> list[Product]:
    return list(_for_cards(products)[:ROW])


def _for_cards(products: ProductQuerySet) -> ProductQuerySet:
    return products.select_related(*CARD_PARTS).only(*SHOWN_ON_CARDS)
