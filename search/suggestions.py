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

from catalogue.cards import local_name
from catalogue.clock import today
from catalogue.models import Producer, Product
from catalogue.paths import group_path, producer_path, province_path
from catalogue.text import fold, slugify_vi, tone_key
from cms.models import StoryPage
from search.analysis.highlight import highlighted
from search.analysis.synonyms import phrase
from search.answers import likely_text
from search.engines.select import engine
from search.models import PageKind, SearchEntry
from search.producer_names import producers_named
from search.query import SearchQuery
from search.vocabulary import Group, Vocabulary

PRODUCTS = 6
#: How many names an engine offers to choose those from.
OFFERED = 24
OTHERS = 3
#: Producers with the words that are asked whether they sell: so many at once, and so many in all.
DOZEN, ASKED = 12, 60
#: Shorter texts are beginnings, not slips.
SLIP_FROM = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: what to show, where it leads, and a quiet word beside it.

    `parts` is the label in pieces, those that were typed marked.
    """

    label: str
    url: str
    note: str = ""
    parts: Sequence[tuple[str, bool]] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Suggestions of one kind; sections without any are not made."""

    kind: str
    label: str
    items: list[Suggestion]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Everything for what was typed; `status` says it aloud, `all` searches for the text itself."""

    q: str
    sections: list[Section]
    status: str
    all: Suggestion | None


def suggest(text: str, request: HttpRequest | None = None) -> Suggestions:
    """Return suggestions for what was typed so far; nothing for nothing.

    Where nothing begins so, the likeliest text that was meant is suggested for.
    """
    if not fold(text):
        return Suggestions(text, [], "", None)
    words = Vocabulary.load()
    sections = _sections(text, words, request)
    meant = "" if sections or len(fold(text)) < SLIP_FROM else likely_text(engine(), text, words)
    if meant:
        sections = _sections(meant, words, request)
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


def _sections(text: str, words: Vocabulary, request: HttpRequest | None) -> list[Section]:
    typed = fold(text)
    found = [
        ("product", _("Products"), _products(text, words)),
        ("search", pgettext("heading", "Search"), _narrowed(text, words)),
        ("group", _("Groups"), _groups(text, words)),
        ("province", _("Provinces"), _provinces(typed, words)),
        ("producer", _("Producers"), _producers(text)),
        ("story", _("Stories"), _stories(typed, request)),
    ]
    return [
        Section(kind, label, [_marked(item, text) for item in items])
        for kind, label, items in found
        if items
    ]


def _marked(item: Suggestion, text: str) -> Suggestion:
    return Suggestion(item.label, item.url, item.note, highlighted(item.label, text))


def _products(text: str, words: Vocabulary) -> list[Suggestion]:
    """Return the best of what the engine offers: names that begin so, then those that say so.

    Plain columns, because making 24 products of them took longer than finding them.
    """
    ids = engine().complete(fold(text), OFFERED)
    found = Product.objects.public().order_by().filter(pk__in=ids)
    rows = found.values_list("pk", "title", "slug", "province", "stars")
    public = {row[0]: row[1:] for row in rows}
    offered = [public[pk] for pk in ids if pk in public]
    offered.sort(key=lambda columns: _distance(text, columns[0]))
    places = {each.pk: each.name for each in words.provinces.values()}
    return [
        Suggestion(
            title,
            reverse("catalogue:detail", kwargs={"product_slug": slug}),
            " · ".join(
                [*filter(None, [places.get(place)]), _("%(stars)s stars") % {"stars": stars}]
            ),
        )
        for title, slug, place, stars in offered[:PRODUCTS]
    ]


def _distance(text: str, name: str) -> tuple[bool, bool, bool]:
    """Order names: those with the marks typed, those that begin with the text, those with it."""
    typed, known = fold(text), f" {phrase(name).folded}"
    marked = f" {tone_key(text)}" in f" {tone_key(name)}"
    return (
        tone_key(text) != typed and not marked,
        not known.startswith(f" {typed}"),
        (f" {typed}" not in known),
    )


def _narrowed(text: str, words: Vocabulary) -> list[Suggestion]:
    """Return the search that a text with a place at its end means, where it finds something."""
    typed = text.split()
    tails = ((typed[:n], slugify_vi(" ".join(typed[n:]))) for n in range(1, len(typed)))
    known = words.provinces | words.formers
    nowhere: tuple[list[str], str] = ([], "")
    goods, slug = next((pair for pair in tails if pair[1] in known), nowhere)
    if not slug or not engine().counts([text])[0]:
        return []
    query = SearchQuery(text=" ".join(goods), provinces=(slug,))
    label = _("“%(text)s” from %(place)s")
    label %= {"text": query.text, "place": words.province_label(known[slug])}
    return [Suggestion(label, query.url(reverse("search:search")))]


def _groups(text: str, words: Vocabulary) -> list[Suggestion]:
    meant = [each for each in words.groups.values() if _begins(fold(text), each.name)]
    meant.sort(key=lambda each: _distance(text, each.name))
    return [
        Suggestion(each.name, group_path(each.slug), _sector_name(each, words))
        for each in meant
        if not each.is_hidden
    ][:OTHERS]


def _sector_name(group: Group, words: Vocabulary) -> str:
    return words.nodes[group.sector].name if group.sector and not group.is_sector else ""


def _provinces(typed: str, words: Vocabulary) -> list[Suggestion]:
    found = {place.slug: "" for place in words.provinces.values() if _begins(typed, place.name)}
    for former in words.formers.values():
        if _begins(typed, former.name):
            note = pgettext("province", "formerly %(name)s") % {"name": former.name}
            found.setdefault(words.province_after(former).slug, note)
    return [
        Suggestion(words.provinces[slug].name, province_path(slug), note)
        for slug, note in list(found.items())[:OTHERS]
    ]


def _producers(text: str) -> list[Suggestion]:
    """Return the first producers so named that sell something certified today.

    They are asked by the dozen whether they do, because nearly all of the first do.
    """
    selling = Exists(SearchEntry.objects.in_force(today()).filter(producer=OuterRef("pk")))
    named = islice(producers_named(text), ASKED)
    found: list[Producer] = []
    while len(found) < OTHERS and (some := list(islice(named, DOZEN))):
        makers = Producer.objects.filter(selling, pk__in=some).select_related("province")
        found += makers.order_by("name", "pk")[: OTHERS - len(found)]
    return [
        Suggestion(each.name, producer_path(each.slug), local_name(each.province)) for each in found
    ]


def _stories(typed: str, request: HttpRequest | None) -> list[Suggestion]:
    found = StoryPage.objects.published().filter(
        search_entry__kind=PageKind.STORY, search_entry__name__contains=f" {typed}"
    )
    found = found.only("title", "title_en", "url_path")[:OFFERED]
    titles = {story: story.local("title") for story in found}
    named = [story for story, title in titles.items() if _begins(typed, title)][:OTHERS]
    return [Suggestion(titles[story], story.get_url(request) or "") for story in named]


def _begins(typed: str, name: str) -> bool:
    return f" {typed}" in f" {phrase(name).folded}"
