"""Suggestions while typing: names that begin a word with what was typed, behind the gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catalogue.audience import Audience
from catalogue.cards import local_name
from catalogue.clock import today
from catalogue.models import Producer, Product
from catalogue.paths import group_path, producer_path, province_path
from catalogue.text import fold, question, slugify_vi, tone_key
from cms.models import StoryPage
from search.analysis.highlight import highlighted
from search.analysis.synonyms import phrase
from search.answers import likely_text
from search.engines.select import engine
from search.models import PageKind, SearchEntry
from search.producer_names import producers_named
from search.query import SearchQuery
from search.vocabulary import Vocabulary, VocabularyGroup

PRODUCTS = 6
#: How many names an engine offers to choose those from.
CANDIDATES = 24
OTHERS = 3
#: How many producers with the words are checked for products: at once, and in all.
PRODUCER_BATCH, MAX_PRODUCERS_CHECKED = 12, 60
#: Shorter texts are beginnings, not slips.
MIN_CORRECTED_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: label, URL, and a note shown small.

    `parts` is the label in pieces, those that were typed marked.
    """

    label: str
    url: str
    note: str = ""
    parts: Sequence[tuple[str, bool]] = ()


@dataclass(frozen=True, slots=True)
class SuggestionSection:
    """Suggestions of one kind; sections without any are not made."""

    kind: str
    label: str
    items: list[Suggestion]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Everything for what was typed; `status` says it aloud, `all` searches for the text itself."""

    q: str
    sections: list[SuggestionSection]
    status: str
    all: Suggestion | None


def suggest(
    text: str, request: HttpRequest | None = None, *, audience: Audience = Audience.PUBLIC
) -> Suggestions:
    """Return suggestions for what was typed so far; nothing for nothing.

    Where nothing begins so, the likeliest text that was meant is suggested for.
    """
    text = question(text)
    if not fold(text):
        return Suggestions(text, [], "", None)
    vocabulary = Vocabulary.load()
    sections = _sections(text, vocabulary, request, audience)
    likely = (
        ""
        if sections or len(fold(text)) < MIN_CORRECTED_LENGTH
        else likely_text(engine(), text, vocabulary, audience=audience)
    )
    if likely:
        sections = _sections(likely, vocabulary, request, audience)
    number = sum(len(section.items) for section in sections)
    status = ngettext("%(number)d suggestion", "%(number)d suggestions", number)
    return Suggestions(
        q=text,
        sections=sections,
        status=status % {"number": number} if number else _("No suggestions"),
        all=Suggestion(
            _("Search all products for “%(text)s”") % {"text": text},
            f"{reverse('search:search')}?{urlencode({'q': text})}",
        ),
    )


def _sections(
    text: str, vocabulary: Vocabulary, request: HttpRequest | None, audience: Audience
) -> list[SuggestionSection]:
    typed = fold(text)
    sections = [
        ("product", _("Products"), _products(text, vocabulary, audience)),
        ("search", pgettext("heading", "Search"), _narrowed(text, vocabulary, audience)),
        ("group", pgettext("of products", "Groups"), _groups(text, vocabulary, audience)),
        ("province", _("Provinces"), _provinces(typed, vocabulary)),
        ("producer", _("Producers"), _producers(text, audience)),
        ("story", _("Stories"), _stories(typed, request)),
    ]
    return [
        SuggestionSection(kind, label, [_with_highlights(item, text) for item in items])
        for kind, label, items in sections
        if items
    ]


def _with_highlights(item: Suggestion, text: str) -> Suggestion:
    return Suggestion(item.label, item.url, item.note, highlighted(item.label, text))


def _products(text: str, vocabulary: Vocabulary, audience: Audience) -> list[Suggestion]:
    """Return the best of what the engine offers: names that begin so, then those that say so.

    Plain columns, because making 24 products of them took longer than finding them.
    """
    ids = engine().complete(fold(text), CANDIDATES, audience)
    products = Product.objects.public(audience=audience).order_by().filter(pk__in=ids)
    rows = products.values_list("pk", "title", "slug", "province", "stars")
    public = {row[0]: row[1:] for row in rows}
    candidates = [public[pk] for pk in ids if pk in public]
    candidates.sort(key=lambda columns: _distance(text, columns[0]))
    places = {place.pk: place.name for place in vocabulary.provinces.values()}
    return [
        Suggestion(
            title,
            reverse("catalogue:detail", kwargs={"product_slug": slug}),
            " · ".join(
                [*filter(None, [places.get(place)]), _("%(stars)s stars") % {"stars": stars}]
            ),
        )
        for title, slug, place, stars in candidates[:PRODUCTS]
    ]


def _distance(text: str, name: str) -> tuple[bool, bool, bool]:
    """Order names: those with the marks typed, those that begin with the text, those with it."""
    typed, folded_name = fold(text), f" {phrase(name).folded}"
    has_marks = f" {tone_key(text)}" in f" {tone_key(name)}"
    return (
        tone_key(text) != typed and not has_marks,
        not folded_name.startswith(f" {typed}"),
        (f" {typed}" not in folded_name),
    )


def _narrowed(text: str, vocabulary: Vocabulary, audience: Audience) -> list[Suggestion]:
    """Return the search that a text with a place at its end means, where it finds something."""
    typed = text.split()
    splits = ((typed[:n], slugify_vi(" ".join(typed[n:]))) for n in range(1, len(typed)))
    provinces = vocabulary.provinces | vocabulary.formers

    nowhere: tuple[list[str], str] = ([], "")
    words, slug = next((pair for pair in splits if pair[1] in provinces), nowhere)
    if not slug or not engine().count_hits([text], audience)[0]:
        return []
    query = SearchQuery(text=" ".join(words), provinces=(slug,))
    label = _("“%(text)s” from %(place)s")
    label %= {"text": query.text, "place": vocabulary.province_label(provinces[slug])}
    return [Suggestion(label, query.url(reverse("search:search")))]


def _groups(text: str, vocabulary: Vocabulary, audience: Audience) -> list[Suggestion]:
    groups = [group for group in vocabulary.groups.values() if _begins_word(fold(text), group.name)]
    groups.sort(key=lambda group: _distance(text, group.name))
    return [
        Suggestion(group.name, group_path(group.slug), _sector_name(group, vocabulary))
        for group in groups
        if audience is Audience.ADULT or not group.is_for_adults
    ][:OTHERS]


def _sector_name(group: VocabularyGroup, vocabulary: Vocabulary) -> str:
    return vocabulary.nodes[group.sector].name if group.sector and not group.is_sector else ""


def _provinces(typed: str, vocabulary: Vocabulary) -> list[Suggestion]:
    notes = {
        place.slug: "" for place in vocabulary.provinces.values() if _begins_word(typed, place.name)
    }
    for former in vocabulary.formers.values():
        if _begins_word(typed, former.name):
            note = pgettext("province", "formerly %(name)s") % {"name": former.name}
            notes.setdefault(vocabulary.province_after(former).slug, note)
    return [
        Suggestion(vocabulary.provinces[slug].name, province_path(slug), note)
        for slug, note in list(notes.items())[:OTHERS]
    ]


def _producers(text: str, audience: Audience) -> list[Suggestion]:
    """Return the first producers so named that sell something certified today.

    They are checked in batches, because nearly all of the first do.
    """
    selling = Exists(
        SearchEntry.objects.in_force(today(), audience).filter(producer=OuterRef("pk"))
    )
    keys = islice(producers_named(text), MAX_PRODUCERS_CHECKED)
    producers: list[Producer] = []
    while len(producers) < OTHERS and (batch := list(islice(keys, PRODUCER_BATCH))):
        selling_producers = Producer.objects.filter(selling, pk__in=batch).select_related(
            "province"
        )
        producers += selling_producers.order_by("name", "pk")[: OTHERS - len(producers)]
    return [
        Suggestion(producer.name, producer_path(producer.slug), local_name(producer.province))
        for producer in producers
    ]


def _stories(typed: str, request: HttpRequest | None) -> list[Suggestion]:
    stories = StoryPage.objects.published().filter(
        search_entry__kind=PageKind.STORY, search_entry__name__contains=f" {typed}"
    )
    stories = stories.only("title", "title_en", "url_path")[:CANDIDATES]
    titles = {story: story.local("title") for story in stories}
    begun = [story for story, title in titles.items() if _begins_word(typed, title)][:OTHERS]
    return [Suggestion(titles[story], story.get_url(request) or "") for story in begun]


def _begins_word(typed: str, name: str) -> bool:
    return f" {typed}" in f" {phrase(name).folded}"
