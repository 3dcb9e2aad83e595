"""Finding one's own producer in the register: by name and place, number of a paper, or tax code."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from catalogue.models import Producer, Product, RegisterEntry
from catalogue.register.certificate_numbers import (
    entries_of_number,
    products_of_number,
    read_certificate_number,
)
from catalogue.tax_code import is_tax_code, normalize_tax_code
from catalogue.text import question, slugify_vi
from shop.partner.models import Membership, ProducerClaim
from shop.users.models import User

#: Somebody who knows the name of their own house needs no more.
LIMIT = 20
MIN_LETTERS = 2
#: Rows of the register in which a number is looked up.
MOST_ENTRIES = 500


@dataclass(frozen=True)
class ProducerMatch:
    """One producer found, and whether somebody runs it here or has claimed it already."""

    pk: int
    name: str
    kind: str
    place: str
    products: int
    has_members: bool
    is_claimed: bool


def find_producers(text: str, user: User) -> tuple[list[ProducerMatch], bool]:
    """Return the producers that a text means, and whether there are more than LIMIT.

    All words have to stand in the names of producer, commune and province, marks and case aside.
    """
    text = question(text)
    rows = _select(text) if len(text) >= MIN_LETTERS else Producer.objects.none()
    found = list(with_joining(rows, user).order_by("name", "pk")[: LIMIT + 1])
    return [as_match(producer) for producer in found[:LIMIT]], len(found) > LIMIT


def with_joining(rows: QuerySet[Producer], user: User) -> QuerySet[Producer]:
    """Add what a match says: how many goods the register has, who runs it, who else claims it."""
    others = ProducerClaim.objects.open().filter(producer=OuterRef("pk")).exclude(applicant=user)
    members = Membership.objects.filter(partner=OuterRef("partner"))
    return (
        rows.filter(name_is_stated=True)
        .select_related("province", "commune")
        .annotate(
            product_count=Count("products", distinct=True),
            has_members=Exists(members),
            is_claimed=Exists(others),
        )
    )


def as_match(producer: Producer) -> ProducerMatch:
    """Return a producer of with_joining() as a plain object."""
    commune = producer.commune.name if producer.commune else ""
    return ProducerMatch(
        pk=producer.pk,
        name=producer.name,
        kind=producer.get_kind_display(),
        place=", ".join(filter(None, [commune, producer.province.name])),
        products=producer.product_count,  # type: ignore[attr-defined]  # annotated
        has_members=producer.has_members,  # type: ignore[attr-defined]
        is_claimed=producer.is_claimed,  # type: ignore[attr-defined]
    )


def _select(text: str) -> QuerySet[Producer]:
    code = normalize_tax_code(text)
    if is_tax_code(code):
        return Producer.objects.filter(tax_code=code)
    number = read_certificate_number(text)
    if number is not None:
        entries = list(entries_of_number(number))[:MOST_ENTRIES]
        named = RegisterEntry.objects.filter(pk__in=entries).exclude(product=None)
        products = products_of_number(number) | set(named.values_list("product_id", flat=True))
        makers = Product.objects.filter(pk__in=products).order_by()
        return Producer.objects.filter(pk__in=makers.values("producer"))
    rows = Producer.objects.all()
    for word in slugify_vi(text).split("-"):
        rows = rows.filter(
            Q(slug__contains=word)
            | Q(commune__slug__contains=word)
            | Q(province__slug__contains=word)
        )
    return rows
