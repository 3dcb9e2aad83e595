"""A query against the vocabulary: slugs become primary keys, unknown ones become notes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from catalogue.models import Producer
from search.query import SearchQuery
from search.vocabulary import Former, Group, Place, Vocabulary

T = TypeVar("T")


@dataclass(frozen=True)
class Selection:
    """What is chosen, resolved. `query` is the query without the values nobody knows.

    `nodes` holds the keys of the chosen groups and of everything under them; `scope_producer` is
    the primary key of the producer whose page it is.
    """

    query: SearchQuery
    groups: tuple[Group, ...]
    nodes: frozenset[int]
    provinces: tuple[Place, ...]
    formers: tuple[Former, ...]
    region: Place | None
    producer: Producer | None
    scope_producer: int | None = None

    @property
    def place_ids(self) -> tuple[frozenset[int], frozenset[int]]:
        """Primary keys of the chosen provinces, current and former."""
        return (
            frozenset(each.pk for each in self.provinces),
            frozenset(each.pk for each in self.formers),
        )


def select(query: SearchQuery, words: Vocabulary) -> Selection:
    """Resolve a query; what is unknown is left out of it with a note."""
    notes = list(query.notes)
    groups = _known(query.groups, words.groups.get, notes, _("There is no group “%(value)s”."))
    places: tuple[Place | Former, ...] = _known(
        query.provinces, words.province, notes, _("There is no province “%(value)s”.")
    )
    regions = _known(
        (query.region,), words.regions.get, notes, _("There is no region “%(value)s”.")
    )
    makers = _known((query.producer,), _producer, notes, _("There is no producer “%(value)s”."))
    kept = query.with_(
        groups=tuple(each.slug for each in groups),
        provinces=tuple(each.slug for each in places),
        region=regions[0].slug if regions else "",
        producer=makers[0].slug if makers else "",
        page=query.page,
        notes=tuple(notes),
    )
    return Selection(
        query=kept,
        groups=groups,
        nodes=words.below(*(each.slug for each in groups)),
        provinces=tuple(each for each in places if isinstance(each, Place)),
        formers=tuple(each for each in places if isinstance(each, Former)),
        region=next(iter(regions), None),
        producer=next(iter(makers), None),
        scope_producer=_producer_pk(query.scope.producer),
    )


def _known(
    slugs: Iterable[str], find: Callable[[str], T | None], notes: list[str], message: str
) -> tuple[T, ...]:
    found = [(slug, find(slug)) for slug in slugs if slug]
    notes += [message % {"value": slug} for slug, each in found if each is None]
    return tuple(dict.fromkeys(each for _slug, each in found if each is not None))


def _producer(slug: str) -> Producer | None:
    return Producer.objects.filter(slug=slug).first()


def _producer_pk(slug: str) -> int | None:
    return Producer.objects.filter(slug=slug).values_list("pk", flat=True).first() if slug else None
