"""Producers and their selling partners, made from the rows that have a certificate.

A row that names no producer gets none: its product stands without one, and is shown and not sold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.apps import apps

from catalogue.batches import in_batches
from catalogue.models import Producer, Product
from catalogue.models.producer import ProducerKind
from catalogue.register.identity import producer_key
from catalogue.register.ratings import RatedRow
from catalogue.register.report import ImportCount
from catalogue.register.slugs import Slugs
from catalogue.signals import products_changed
from catalogue.text import slugify_vi

BATCH = 1000


def identity(name: str, province_id: int) -> tuple[str, int]:
    """What makes two printed names one producer: the name, spelling apart, and the province."""
    return producer_key(name), province_id


@dataclass
class Producers:
    """Producers by identity, and which of them this import made."""

    known: dict[tuple[str, int], Producer] = field(default_factory=dict)
    made: list[Producer] = field(default_factory=list)

    def of(self, rated: RatedRow) -> Producer | None:
        """The producer of a row, None where the source names none."""
        name = rated.row.producer_name
        return self.known.get(identity(name, rated.province.pk)) if name else None


def make_missing(rated: Iterable[RatedRow]) -> Producers:
    """Find or make the producers of these rows and their partners."""
    known = {
        identity(producer.name, producer.province_id): producer
        for producer in Producer.objects.filter(name_is_stated=True).order_by("-pk")
    }
    slugs = Slugs(Producer.objects.values_list("slug", flat=True))
    wanted: dict[tuple[str, int], Producer] = {}
    for each in rated:
        if not each.row.producer_name:
            continue
        key = identity(each.row.producer_name, each.province.pk)
        if key not in known and key not in wanted:
            wanted[key] = _producer(each, slugs)
    _create(list(wanted.values()))
    return Producers(known | wanted, list(wanted.values()))


def settle(producers: Producers, taken: Iterable[RatedRow], tally: ImportCount) -> None:
    """Take over what rows that were taken say of their producers, and unmake those that no product has.

    Of a row that was refused nothing stays.
    """
    clarified: dict[int, Producer] = {}
    for each in taken:
        producer = producers.of(each)
        if producer is not None and _clarifies(producer, each):
            producer.kind = each.row.producer_kind
            clarified[producer.pk] = producer
    Producer.objects.bulk_update(clarified.values(), ["kind"], batch_size=BATCH)
    products = Product.objects.filter(producer__in=clarified).values_list("pk", flat=True)
    products_changed.send(Producer, ids=products if clarified else ())
    unmade = _unmake_unused(producers.made)
    created = {producer.pk for producer in producers.made} - unmade
    changed = len(clarified.keys() - created - unmade)
    tally.add(rows=len(created) + changed, created=len(created), changed=changed)


def _unmake_unused(made: Sequence[Producer]) -> set[int]:
    """Delete the producers that no product has, and their partners; return their keys."""
    keys = {producer.pk for producer in made}
    for batch in in_batches(sorted(keys)):
        used = Product.objects.filter(producer__in=batch).order_by()
        keys.difference_update(used.values_list("producer", flat=True))
    if keys:
        unused = [producer for producer in made if producer.pk in keys]
        partners = [producer.partner_id for producer in unused if producer.partner_id]
        Producer.objects.filter(pk__in=keys).delete()
        apps.get_model("partner", "Partner").objects.filter(pk__in=partners).delete()
    return keys


def _clarifies(producer: Producer, rated: RatedRow) -> bool:
    """Whether a row states the legal form that was unknown so far."""
    stated = rated.row.producer_kind in ProducerKind.values
    return (
        producer.kind == ProducerKind.UNKNOWN
        and stated
        and rated.row.producer_kind != ProducerKind.UNKNOWN
    )


def _producer(rated: RatedRow, slugs: Slugs) -> Producer:
    name, kind = rated.row.producer_name, rated.row.producer_kind
    return Producer(
        name=name[:200],
        slug=slugs.take(slugify_vi(name, max_length=90) or "chu-the", rated.province.slug),
        kind=kind if kind in ProducerKind.values else ProducerKind.UNKNOWN,
        province=rated.province,
        commune=rated.origin.commune,
    )


def _create(producers: list[Producer]) -> None:
    """Write partners and producers; the partner's code is the producer's address."""
    partner_model = apps.get_model("partner", "Partner")
    partners = [partner_model(name=each.name[:128], code=each.slug) for each in producers]
    partner_model.objects.bulk_create(partners, batch_size=BATCH)
    for producer, seller in zip(producers, partners, strict=True):
        producer.partner = seller
    Producer.objects.bulk_create(producers, batch_size=BATCH)
