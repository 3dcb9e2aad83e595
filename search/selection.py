"""A query against the vocabulary: slugs become primary keys, unknown ones become notes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from catalogue.models import Producer
from search.query import SearchQuery
from search.vocabulary import Vocabulary, VocabularyFormerProvince, VocabularyGroup, VocabularyPlace

T = TypeVar("T")


@dataclass(frozen=True)
class Selection:
    """What is chosen, resolved. `query` is the query without unknown values.

    `nodes` holds the keys of the chosen groups and of everything under them; `scope_producer` is
    the primary key of the producer whose page it is.
    """

    query: SearchQuery
    groups: tuple[VocabularyGroup, ...]
    nodes: frozenset[int]
    provinces: tuple[VocabularyPlace, ...]
    formers: tuple[VocabularyFormerProvince, ...]
    region: VocabularyPlace | None
    producer: Producer | None
    scope_producer: int | None = None

    @property
    def place_ids(self) -> tuple[frozenset[int], frozenset[int]]:
        """Primary keys of the chosen provinces, current and former."""
        return (
            frozenset(province.pk for province in self.provinces),
            frozenset(former.pk for former in self.formers),
        )


def resolve(query: SearchQuery, vocabulary: Vocabulary) -> Selection:
    """Resolve a query; what is unknown is left out of it with a note."""
    notes = list(query.notes)
    groups = _resolve_slugs(
        query.groups, vocabulary.groups.get, notes, _("There is no group “%(value)s”.")
    )
    places: tuple[VocabularyPlace | VocabularyFormerProvince, ...] = _resolve_slugs(
        query.provinces, vocabulary.province, notes, _("There is no province “%(value)s”.")
    )
    regions = _resolve_slugs(
        (query.region,), vocabulary.regions.get, notes, _("There is no region “%(value)s”.")
    )
    producers = _resolve_slugs(
        (query.producer,), _producer, notes, _("There is no producer “%(value)s”.")
    )
    resolved_query = query.with_(
        groups=tuple(group.slug for group in groups),
        provinces=tuple(place.slug for place in places),
        region=regions[0].slug if regions else "",
        producer=producers[0].slug if producers else "",
        page=query.page,
        notes=tuple(notes),
    )
    return Selection(
        query=resolved_query,
        groups=groups,
        nodes=vocabulary.keys_below(*(group.slug for group in groups)),
        provinces=tuple(place for place in places if isinstance(place, VocabularyPlace)),
        formers=tuple(place for place in places if isinstance(place, VocabularyFormerProvince)),
        region=next(iter(regions), None),
        producer=next(iter(producers), None),
        scope_producer=_producer_pk(query.scope.producer),
    )


def _resolve_slugs(
    slugs: Iterable[str], find: Callable[[str], T | None], notes: list[str], message: str
) -> tuple[T, ...]:
    resolved = [(slug, find(slug)) for slug in slugs if slug]
    notes += [message % {"value": slug} for slug, value in resolved if value is None]
    return tuple(dict.fromkeys(value for _slug, value in resolved if value is not None))


def _producer(slug: str) -> Producer | None:
    return Producer.objects.filter(slug=slug).first()


def _producer_pk(slug: str) -> int | None:
    return Producer.objects.filter(slug=slug).values_list("pk", flat=True).first() if slug else None
