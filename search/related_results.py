"""What stands beside the products: places, groups, producers and stories with the words typed."""

from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice

from django.db.models import Count
from django.utils.translation import pgettext

from catalogue.clock import today
from catalogue.models import Producer
from catalogue.paths import group_path, producer_path, province_path
from cms.cards import StoryCard
from cms.models import StoryPage
from cms.models.story import story_card
from cms.models.translation import reads_vietnamese
from search.analysis.synonyms import phrase
from search.analysis.terms import read_terms
from search.embedded.snapshot_store import up_to_date_snapshot
from search.engines.select import engine
from search.index.page_entries import in_vietnamese
from search.models import SearchEntry, SearchEntryQuerySet
from search.producer_names import producers_named
from search.vocabulary import Vocabulary

LIMIT = 6
STORIES = 3
PAGES = 60
NAMED = 500


@dataclass(frozen=True, slots=True)
class Link:
    """A way on: what it says, where it leads, how many products are there, and a quiet word."""

    name: str
    url: str
    count: int | None = None
    note: str = ""


def named_in(text: str, name: str) -> bool:
    """Whether a name is part of the text or the text a part of the name, in whole words."""
    asked, known = f" {phrase(text).folded} ", f" {phrase(name).folded} "
    return bool(asked.strip()) and (known in asked or asked in known)


def places_for(text: str, words: Vocabulary) -> list[Link]:
    """Return the provinces that the text names, by their names of now or of before, with counts."""
    notes = {each.slug: "" for each in words.provinces.values() if named_in(text, each.name)}
    for former in words.formers.values():
        if named_in(text, former.name):
            note = pgettext("province", "formerly %(name)s") % {"name": former.name}
            notes.setdefault(words.province_after(former).slug, note)
    meant = [words.provinces[slug] for slug in notes]
    counts = _counts_by_province([each.pk for each in meant])
    return [
        Link(each.name, province_path(each.slug), counts[each.pk], notes[each.slug])
        for each in meant
        if counts.get(each.pk)
    ][:LIMIT]


def groups_for(text: str, words: Vocabulary) -> list[Link]:
    """Return the sectors and groups that the text names."""
    return [
        Link(each.name, group_path(each.slug))
        for each in words.groups.values()
        if named_in(text, each.name)
    ][:LIMIT]


def producers_for(text: str) -> list[Link]:
    """Return producers of public products whose name has the words, most products first.

    Words that more than NAMED have ("hợp tác xã") tell nothing: the first of those are looked at.
    """
    named = list(islice(producers_named(text), NAMED))
    if not named:
        return []
    known = up_to_date_snapshot()
    if known is None:
        return _most(SearchEntry.objects.filter(producer__in=named), limit=LIMIT)
    numbers = {pk: number for pk in named if (number := known.count_by(pk))}
    best = nsmallest(LIMIT, numbers, key=lambda pk: (-numbers[pk], pk))
    return _links({pk: numbers[pk] for pk in best})


def makers(entries: SearchEntryQuerySet, *, limit: int) -> list[Link]:
    """Return producers of those of these products that are certified today, most products first."""
    stated = Producer.objects.filter(name_is_stated=True)
    return _most(entries.filter(producer__in=stated.values("pk")), limit=limit)


def _most(entries: SearchEntryQuerySet, *, limit: int) -> list[Link]:
    counted = (
        entries.in_force(today())
        .order_by()
        .values_list("producer")
        .annotate(number=Count("pk"))
        .order_by("-number", "producer")
    )
    return _links(dict(counted[:limit]))


def _links(numbers: dict[int, int]) -> list[Link]:
    """Return the pages of producers with the numbers of their products, in this order."""
    named = Producer.objects.only("name", "slug").in_bulk(numbers)
    return [
        Link(named[pk].name, producer_path(named[pk].slug), number)
        for pk, number in numbers.items()
        if pk in named
    ]


def stories_for(text: str) -> tuple[list[StoryCard], int]:
    """Return cards of the best stories with all the words, and how many stories there are."""
    ids = engine().pages(text, PAGES) if text else []
    told = StoryPage.objects.published().filter(pk__in=ids)
    said = dict(told.values_list("pk", "search_entry__words"))
    best = [pk for pk in ids if pk in said and _tells(said[pk], text)]
    stories = StoryPage.objects.published().for_cards().in_bulk(best[:STORIES])
    cards = [story_card(stories[pk]) for pk in best[:STORIES] if pk in stories]
    return cards, len(best)


def _tells(words: str, text: str) -> bool:
    """Whether a reader of this language finds the text in an entry that was found."""
    if not reads_vietnamese():
        return True
    own = in_vietnamese(words)
    return all(term.folded in own for term in read_terms(text))


def _counts_by_province(keys: list[int]) -> dict[int, int]:
    """Count by the index alone: a process that has just started holds no snapshot to count in."""
    if not keys:
        return {}
    found = SearchEntry.objects.filter(province__in=keys).in_force(today()).order_by()
    return dict(found.values_list("province").annotate(number=Count("pk")))
