"""Keeps the entries of stories and province pages in step with the pages."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.models import Page

from catalogue.text import fold, tone_key
from cms.models import ProvincePage, StoryPage
from search.index.documents import with_outer_spaces
from search.models import PageEntry, PageKind, SearchVersion

#: Stands in an entry between Vietnamese words and English ones; nobody can type it as a word.
LANGUAGE_SEPARATOR = "|"
FIELDS = ["kind", "shown", "first_published", "name", "name_marked", "words", "words_marked"]


@transaction.atomic
def reindex_pages(ids: Iterable[int] | None = None) -> int:
    """Rewrite the entries of these pages (of all); entries of deleted pages are deleted.

    Returns the number of entries. An unchanged entry keeps its revision.
    """
    wanted = None if ids is None else set(ids)
    if wanted is not None and not wanted:
        return 0
    stories, provinces = StoryPage.objects.all(), ProvincePage.objects.select_related("province")
    entries_before = PageEntry.objects.all()
    if wanted is not None:
        stories, provinces = stories.filter(pk__in=wanted), provinces.filter(pk__in=wanted)
        entries_before = entries_before.filter(pk__in=wanted)
    published = set(StoryPage.objects.published().values_list("pk", flat=True))
    entries = [*(_story(page, published) for page in stories), *map(_province, provinces)]
    present = {entry.pk: entry for entry in entries_before}
    changed = [entry for entry in entries if _differs(entry, present.get(entry.pk))]
    PageEntry.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["page"], update_fields=[*FIELDS, "revision"]
    )
    gone = present.keys() - {entry.pk for entry in entries}
    PageEntry.objects.filter(pk__in=gone).delete()
    if changed or gone:
        SearchVersion.bump()
    return len(entries)


def in_vietnamese(words: str) -> str:
    """Return the words of an entry without the English ones, where "than" and "song" are others."""
    return words.partition(f" {LANGUAGE_SEPARATOR} ")[0] + " "


def _story(page: StoryPage, published: set[int]) -> PageEntry:
    vietnamese = (page.title, page.standfirst, page.body)
    english = (page.title_en, page.intro_en, page.body_en)
    return _entry(page, PageKind.STORY, page.pk in published, vietnamese, english)


def _province(page: ProvincePage) -> PageEntry:
    names = [page.title, page.province.name]
    names += page.province.former_provinces.values_list("name", flat=True)
    name = ", ".join(dict.fromkeys(names))
    vietnamese = (name, page.intro, page.known_for, page.body)
    english = (page.title_en, page.intro_en, page.known_for_en, page.body_en)
    return _entry(page, PageKind.PROVINCE, page.live, vietnamese, english)


def _entry(page: Page, kind: str, shown: bool, *languages: tuple[Any, ...]) -> PageEntry:
    """Write the name, plain texts and body of each language, the page's own first."""
    names = [name for name, *_texts in languages]
    words = [_words(*texts) for texts in languages]
    return PageEntry(
        page_id=page.pk,
        kind=kind,
        shown=shown,
        first_published=page.first_published_at,
        name=_joined(map(fold, names)),
        name_marked=_joined(map(tone_key, names)),
        words=_joined(map(fold, words)),
        words_marked=_joined(map(tone_key, words)),
    )


def _words(*texts: Any) -> str:
    *plain, body = texts
    return " ".join([*plain, *body.stream_block.get_searchable_content(body)])


def _joined(languages: Iterable[str]) -> str:
    return with_outer_spaces(f" {LANGUAGE_SEPARATOR} ".join(filter(None, languages)))


def _differs(entry: PageEntry, existing: PageEntry | None) -> bool:
    if existing is None:
        return True
    entry.revision = existing.revision + 1
    return any(getattr(entry, name) != getattr(existing, name) for name in FIELDS)
