"""Suggestions while typing: names that begin a word with what was typed, behind the gate."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.cards import local_name
from catalogue.models import Product
from catalogue.text import fold, slugify_vi
from search.beside import group_url, makers, province_url, slug_has
from search.vocabulary import Vocabulary

LIMIT = 6
OTHERS = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: what to show, where it leads, and a quiet word beside it."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Suggestions of one kind; sections without any are not made."""

    label: str
    items: list[Suggestion]


def suggest(text: str) -> list[Section]:
    """Return suggestions for what was typed so far; nothing for nothing."""
    typed = fold(text)
    if not typed:
        return []
    words = Vocabulary.load()
    sections = [
        Section(_("Products"), _products(typed)),
        Section(_("Groups"), _groups(typed, words)),
        Section(_("Provinces"), _provinces(typed, words)),
        Section(_("Producers"), _producers(text)),
    ]
    return [section for section in sections if section.items]


def _products(typed: str) -> list[Suggestion]:
    found = (
        Product.objects.public()
        .filter(search_entry__name__contains=f" {typed}")
        .select_related("province")
        .order_by("-in_force__stars", "title", "pk")[:LIMIT]
    )
    return [
        Suggestion(product.title, product.get_absolute_url(), local_name(product.province))
        for product in found
    ]


def _groups(typed: str, words: Vocabulary) -> list[Suggestion]:
    return [
        Suggestion(group.name, group_url(group.slug))
        for group in words.groups.values()
        if _begins(typed, group.name) and not group.alcohol
    ][:OTHERS]


def _provinces(typed: str, words: Vocabulary) -> list[Suggestion]:
    found = {place.slug: "" for place in words.provinces.values() if _begins(typed, place.name)}
    for former in words.formers.values():
        if _begins(typed, former.name):
            note = pgettext("province", "formerly %(name)s") % {"name": former.name}
            found.setdefault(words.current_province(former.slug).slug, note)
    return [
        Suggestion(words.provinces[slug].name, province_url(slug), note)
        for slug, note in list(found.items())[:OTHERS]
    ]


def _producers(text: str) -> list[Suggestion]:
    named = slug_has(slugify_vi(text), "producer__slug")
    return [Suggestion(name, url) for name, url, _number in makers(named, limit=OTHERS)]


def _begins(typed: str, name: str) -> bool:
    return f" {typed}" in f" {fold(name)}"
