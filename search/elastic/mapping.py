"""The indexes: one for products, one for pages, with every field spelled out.

Only what the server core knows is used: words arrive folded, one space apart, so that a search
compares whole words and nothing has to be installed on a cluster.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from search.elastic.dsl import (
    Boolean,
    Byte,
    Date,
    DateNanos,
    DateRange,
    Document,
    Integer,
    Keyword,
    MetaField,
    Object,
    Text,
)
from search.models import OutboxKind
from search.query import PAGE_LIMIT, PROOFS
from search.results import PAGE_SIZE

#: Beginnings of words up to here are indexed; longer ones are looked up.
LONGEST_PREFIX = 10

SETTINGS = {  # One shard: counts are exact, and a million products take 200 MB. Copies carry the load.
    "number_of_shards": 1,  # The last page anyone can ask for.
    "max_result_window": PAGE_LIMIT
    * PAGE_SIZE,  # How long a deletion is remembered: longer than a build takes, so that the build, which may
    # have read the row before it went, cannot bring it back.
    "gc_deletes": "6h",
}
#: Documents lie in the order of a list without words, so that its first page is read, not sorted.
BY_RELEVANCE = {
    "sort.field": ["in_stock", "stars", "valid_from", "product"],
    "sort.order": ["desc", "desc", "desc", "asc"],
}
BUILDING = {"number_of_replicas": 0, "refresh_interval": "-1", "translog.durability": "async"}
SERVING = {  # As many copies as there are other nodes, two at most: any node may be lost.
    "auto_expand_replicas": "0-2",
    "refresh_interval": "1s",
    "translog.durability": "request",
}


#: What a cell joins, and with what.
CELL_FIELDS = ("stars", "producer_kind", "in_stock", "price_step")
CELL_SEPARATOR = "|"


def folded(**options: Any) -> Text:
    """Return a field of folded words; where they stand matters, how often does not."""
    return Text(analyzer="whitespace", norms=False, **options)


def to_keyword(number: int) -> str:
    """Return a primary key as a keyword, which is quicker to count and compare than a number.

    Zeros in front make the order of keys the order of numbers.
    """
    return f"{number:010}"


class ProductDocument(Document):
    """The document of one product: the columns of SearchEntry, its name as one key, and its cell.

    `cell` joins the four columns of CELL_FIELDS, each of few values: one count serves four filters.
    `proofs` holds the days of each kind of proof.
    """

    product = Integer()
    shown = Boolean()
    adults_only = Boolean()
    stars = Byte()
    valid_from = Date(format="strict_date")
    valid_until = Date(format="strict_date")
    node = Keyword()
    province = Keyword()
    former_province = Keyword()
    producer = Keyword()
    producer_kind = Keyword()
    price = Integer()
    price_step = Byte()
    in_stock = Boolean()
    proofs = Object(properties={kind: DateRange(format="strict_date") for kind in PROOFS})
    cell = Keyword()
    name = folded(index_prefixes={"min_chars": 1, "max_chars": LONGEST_PREFIX})
    name_key = Keyword()
    name_marked = folded()
    words = folded()
    words_marked = folded()

    class Meta:
        dynamic = MetaField("strict")


class PageDocument(Document):
    """The document of one story or province page: the columns of PageEntry."""

    page = Integer()
    kind = Keyword()
    shown = Boolean()
    first_published = DateNanos()
    name = folded()
    name_key = Keyword()
    name_marked = folded()
    words = folded()
    words_marked = folded()

    class Meta:
        dynamic = MetaField("strict")


@dataclass(frozen=True)
class IndexFamily:
    """The indexes of one kind: the alias that is read, the one that a build fills, their layout."""

    kind: str
    noun: str
    key: str
    document: type[Document]
    order: dict[str, list[str]] = field(default_factory=dict, hash=False)

    @property
    def live(self) -> str:
        """The alias that searches read."""
        return f"{settings.ELASTICSEARCH['index']}-{self.noun}"

    @property
    def next(self) -> str:
        """The alias of the index under construction."""
        return f"{self.live}-next"

    @property
    def dated(self) -> str:
        """The pattern of the names of all indexes of this kind; each ends in when it was begun."""
        return f"{self.live}-2*"


PRODUCTS = IndexFamily(OutboxKind.PRODUCT, "products", "product", ProductDocument, BY_RELEVANCE)
PAGES = IndexFamily(OutboxKind.PAGE, "pages", "page", PageDocument)
FAMILIES = {family.kind: family for family in (PRODUCTS, PAGES)}
