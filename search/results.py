"""What an engine answers: hits, total, facets and notices, the same from every engine."""

from dataclasses import dataclass, field

from catalogue.cards import ProductCard
from search.query import SearchQuery

PAGE_SIZE = 24


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a filter and how many hits choosing it gives or keeps."""

    value: str
    label: str
    count: int
    selected: bool = False
    level: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of the price filter: form field, value asked for, and what there is, in đồng."""

    name: str
    value: int | None
    limit: int | None


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter. `key` is its parameter; kind "many", "one" or "range" (then low and high)."""

    key: str
    label: str
    kind: str
    open: bool
    options: tuple[FacetValue, ...] = ()
    low: Bound | None = None
    high: Bound | None = None


@dataclass(frozen=True)
class SearchResults:
    """The answer. `query` is what was answered: bad values left out, the page clamped.

    `corrected_from` is what was typed when that found nothing and `query.text` is a correction of it;
    `did_you_mean` a text that finds more than the one typed. For a page that found nothing,
    `hits_without` counts the hits when one filter is left out, `parts` are those of the text that are
    found at all, and `ended` the number of products with the whole text that are certified no more.
    """

    query: SearchQuery
    hits: list[ProductCard]
    total: int
    facets: list[Facet]
    notices: list[str]
    hits_without: dict[str, int] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    ended: int = 0
    corrected_from: str = ""
    did_you_mean: str = ""

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))
