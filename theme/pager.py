"""The way through a long list as plain objects: page numbers with their URLs, gaps between."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page


@dataclass(frozen=True, slots=True)
class PagerItem:
    """A page number and its path; no number is a gap."""

    number: int | None
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """The way through a long list; an empty path has nowhere to go."""

    number: int
    pages: int
    previous: str
    next: str
    items: list[PagerItem]


def pager(page: Page, *, path: str) -> Pager:
    """Return the pager of a list at `path`, whose first page needs no number."""

    def url(number: int) -> str:
        return f"{path}?trang={number}" if number > 1 else path

    numbers: Iterator[int | str] = page.paginator.get_elided_page_range(
        page.number, on_each_side=1, on_ends=1
    )
    return Pager(
        number=page.number,
        pages=page.paginator.num_pages,
        previous=url(page.number - 1) if page.has_previous() else "",
        next=url(page.number + 1) if page.has_next() else "",
        items=[
            PagerItem(number, url(number), number == page.number)
            if isinstance(number, int)
            else PagerItem(None, "", False)
            for number in numbers
        ],
    )
