"""Related results of a search: provinces, groups, producers and stories with the words typed."""

from heapq import nsmallest
from itertools import islice

from django.db.models import Count
from django.utils.translation import pgettext

from catalogue.audience import Audience
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
from theme.links import Link

MAX_LINKS = 6
MAX_STORIES = 3
MAX_PAGES = 60
MAX_NAMES = 500


def is_named_in(text: str, name: str) -> bool:
    """Whether a name is part of the text or the text a part of the name, in whole words."""
    text_words, name_words = f" {phrase(text).folded} ", f" {phrase(name).folded} "
    return bool(text_words.strip()) and (name_words in text_words or text_words in name_words)


def provinces_named_in(
    text: str, vocabulary: Vocabulary, audience: Audience = Audience.PUBLIC
) -> list[Link]:
    """Return the provinces that the text names, by their names of now or of before, with counts."""
    notes = {
        province.slug: ""
        for province in vocabulary.provinces.values()
        if is_named_in(text, province.name)
    }
    for former in vocabulary.formers.values():
        if is_named_in(text, former.name):
            note = pgettext("province", "formerly %(name)s") % {"name": former.name}
            notes.setdefault(vocabulary.province_after(former).slug, note)
    provinces = [vocabulary.provinces[slug] for slug in notes]
    counts = _counts_by_province([province.pk for province in provinces], audience)
    return [
        Link(province.name, province_path(province.slug), counts[province.pk], notes[province.slug])
        for province in provinces
        if counts.get(province.pk)
    ][:MAX_LINKS]


def groups_named_in(text: str, vocabulary: Vocabulary) -> list[Link]:
    """Return the sectors and groups that the text names."""
    return [
        Link(group.name, group_path(group.slug))
        for group in vocabulary.groups.values()
        if is_named_in(text, group.name)
    ][:MAX_LINKS]


def producers_named_in(text: str, audience: Audience = Audience.PUBLIC) -> list[Link]:
    """Return producers of public products whose name has the words, most products first.

    Of words in very many names ("hợp tác xã") only the first MAX_NAMES producers are counted.
    """
    keys = list(islice(producers_named(text), MAX_NAMES))
    if not keys:
        return []
    snapshot = up_to_date_snapshot(audience)
    if snapshot is None:
        entries = SearchEntry.objects.filter(producer__in=keys)
        return _most_products(entries, limit=MAX_LINKS, audience=audience)
    counts = {pk: number for pk in keys if (number := snapshot.product_count(pk))}
    best = nsmallest(MAX_LINKS, counts, key=lambda pk: (-counts[pk], pk))
    return _producer_links({pk: counts[pk] for pk in best})


def top_producers(
    entries: SearchEntryQuerySet, *, limit: int, audience: Audience = Audience.PUBLIC
) -> list[Link]:
    """Return producers of those of these products that are certified today, most products first."""
    stated = Producer.objects.filter(name_is_stated=True)
    entries = entries.filter(producer__in=stated.values("pk"))
    return _most_products(entries, limit=limit, audience=audience)


def _most_products(entries: SearchEntryQuerySet, *, limit: int, audience: Audience) -> list[Link]:
    counts = (
        entries.in_force(today(), audience)
        .order_by()
        .values_list("producer")
        .annotate(number=Count("pk"))
        .order_by("-number", "producer")
    )
    return _producer_links(dict(counts[:limit]))


def _producer_links(counts: dict[int, int]) -> list[Link]:
    """Return the pages of producers with the numbers of their products, in this order."""
    producers = Producer.objects.only("name", "slug").in_bulk(counts)
    return [
        Link(producers[pk].name, producer_path(producers[pk].slug), count)
        for pk, count in counts.items()
        if pk in producers
    ]


def stories_found_by(text: str) -> tuple[list[StoryCard], int]:
    """Return cards of the best stories with all the words, and how many stories there are."""
    ids = engine().find_pages(text, MAX_PAGES) if text else []
    published = StoryPage.objects.published().filter(pk__in=ids)
    words_of = dict(published.values_list("pk", "search_entry__words"))
    best = [pk for pk in ids if pk in words_of and _is_readable(words_of[pk], text)]
    stories = StoryPage.objects.published().for_cards().in_bulk(best[:MAX_STORIES])
    cards = [story_card(stories[pk]) for pk in best[:MAX_STORIES] if pk in stories]
    return cards, len(best)


def _is_readable(words: str, text: str) -> bool:
    """Whether a reader of this language finds the text in an entry that was found."""
    if not reads_vietnamese():
        return True
    vietnamese_words = in_vietnamese(words)
    return all(term.folded in vietnamese_words for term in read_terms(text))


def _counts_by_province(keys: list[int], audience: Audience) -> dict[int, int]:
    """Count by the index alone: a process that has just started has no snapshot to count in."""
    if not keys:
        return {}
    entries = SearchEntry.objects.filter(province__in=keys).in_force(today(), audience).order_by()
    return dict(entries.values_list("province").annotate(number=Count("pk")))
