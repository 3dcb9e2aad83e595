"""Keeps the entries of stories and province pages in step with the pages."""

from collections.abc import Iterable

from django.db import transaction

from catalogue.text import fold, tone_key
from cms.models import ProvincePage, StoryPage
from search.documents import spaced
from search.models import PageEntry, PageKind, SearchVersion

FIELDS = ["kind", "shown", "first_published", "name", "name_marked", "words", "words_marked"]


@transaction.atomic
def reindex_pages(ids: Iterable[int] | None = None) -> int:
    """Write the entries of these pages (of all) anew; entries of pages that are gone go too.

    Returns how many entries stand now. What has not changed keeps its revision.
    """
    wanted = None if ids is None else set(ids)
    if wanted is not None and not wanted:
        return 0
    stories, provinces = StoryPage.objects.all(), ProvincePage.objects.select_related("province")
    known = PageEntry.objects.all()
    if wanted is not None:
        stories, provinces = stories.filter(pk__in=wanted), provinces.filter(pk__in=wanted)
        known = known.filter(pk__in=wanted)
    told = set(StoryPage.objects.told().values_list("pk", flat=True))
    entries = [*(_story(page, told) for page in stories), *map(_province, provinces)]
    present = {entry.pk: entry for entry in known}
    changed = [entry for entry in entries if _differs(entry, present.get(entry.pk))]
    PageEntry.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["page"], update_fields=[*FIELDS, "revision"]
    )
    gone = present.keys() - {entry.pk for entry in entries}
    PageEntry.objects.filter(pk__in=gone).delete()
    if changed or gone:
        SearchVersion.bump()
    return len(entries)


def _story(page: StoryPage, told: set[int]) -> PageEntry:
    shown = page.pk in told
    return _entry(page, PageKind.STORY, shown, page.title, page.standfirst, page.body)


def _province(page: ProvincePage) -> PageEntry:
    names = [page.title, page.province.name]
    names += page.province.former_provinces.values_list("name", flat=True)
    name = ", ".join(dict.fromkeys(names))
    return _entry(page, PageKind.PROVINCE, page.live, name, page.intro, page.known_for, page.body)


def _entry(page, kind: str, shown: bool, name: str, *texts) -> PageEntry:
    *plain, body = texts
    words = " ".join([name, *plain, *body.stream_block.get_searchable_content(body)])
    return PageEntry(
        page_id=page.pk,
        kind=kind,
        shown=shown,
        first_published=page.first_published_at,
        name=spaced(fold(name)),
        name_marked=spaced(tone_key(name)),
        words=spaced(fold(words)),
        words_marked=spaced(tone_key(words)),
    )


def _differs(entry: PageEntry, known: PageEntry | None) -> bool:
    if known is None:
        return True
    entry.revision = known.revision + 1
    return any(getattr(entry, name) != getattr(known, name) for name in FIELDS)
