"""What a shopper asks for: one frozen value, the same in a URL, in an engine and in a test."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.audience import Audience
from catalogue.models.producer import ProducerKind
from catalogue.models.proof import ProofKind
from catalogue.number_fields import MAX_PRICE, PriceField, refusal_sentence
from catalogue.text import normalize, one_line, question, slugify_vi
from catalogue.typed_numbers import UnclearNumber, read_dong
from search.analysis.query_filters import read_filters

CHOICES_LIMIT = 40
PRICE_LIMIT = MAX_PRICE
PAGE_LIMIT = 10_000
STARS = (3, 4, 5)
RELEVANCE = "lien_quan"
SORTS = (RELEVANCE, "moi", "gia", "-gia", "sao")
KINDS = tuple(ProducerKind.values)
PROOFS = tuple(ProofKind.values)

#: What a note calls a parameter.
PARAMETER_LABELS = {
    "nhom": gettext_lazy("Product group"),
    "tinh": gettext_lazy("Province"),
    "vung": gettext_lazy("Region"),
    "sao": gettext_lazy("Stars"),
    "nsx": gettext_lazy("Producer"),
    "loai": gettext_lazy("Producer"),
    "tieu_chuan": gettext_lazy("Standards"),
    "gia_tu": gettext_lazy("Price"),
    "gia_den": gettext_lazy("Price"),
    "con_hang": gettext_lazy("Availability"),
    "sap_xep": gettext_lazy("Order of the list"),
    "trang": gettext_lazy("Page"),
}

_INTEGER = re.compile(r"[+-]?[0-9]+")


@dataclass(frozen=True)
class SearchScope:
    """What the page itself is about: one group, region, province or producer, by slug."""

    group: str = ""
    region: str = ""
    province: str = ""
    producer: str = ""


@dataclass(frozen=True)
class SearchQuery:
    """Text, filters, order and page. Equal queries have equal URLs; `notes` do not count.

    Values of one filter widen (or), filters narrow each other (and). Prices are whole đồng. Who
    asks is no part of the URL: `audience` comes from the visitor's session.
    """

    text: str = ""
    groups: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    region: str = ""
    stars: tuple[int, ...] = ()
    producer: str = ""
    kinds: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()
    price_from: int | None = None
    price_to: int | None = None
    in_stock: bool = False
    sort: str = RELEVANCE
    page: int = 1
    scope: SearchScope = SearchScope()
    audience: Audience = Audience.PUBLIC
    notes: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        """Bring what is given into the one canonical form."""
        set_field = object.__setattr__
        set_field(self, "text", question(self.text))
        for name in ("groups", "provinces", "stars", "kinds", "proofs"):
            set_field(self, name, tuple(sorted(set(getattr(self, name))))[:CHOICES_LIMIT])
        low, high = self.price_from, self.price_to
        if low is not None and high is not None and low > high:
            set_field(self, "price_from", high)
            set_field(self, "price_to", low)

    @classmethod
    def parse(
        cls,
        params: Mapping[str, Any],
        *,
        scope: SearchScope = SearchScope(),
        audience: Audience = Audience.PUBLIC,
    ) -> "SearchQuery":
        """Read a query string (QueryDict or mapping). Never raises: what is bad becomes a note.

        Filters typed in the text ("dưới 200k") take the place of those chosen.
        """
        query = replace(_QueryReader(params).query(scope), audience=audience)
        while (parsed := read_filters(query.text))[1]:
            query = replace(query, text=parsed[0], **parsed[1])
        return query

    @property
    def filters(self) -> int:
        """How many filters are set, text, order and page aside."""
        singles = (self.region, self.producer, self.in_stock, self.has_price)
        many = (self.groups, self.provinces, self.stars, self.kinds, self.proofs)
        return sum(map(len, many)) + sum(map(bool, singles))

    @property
    def has_price(self) -> bool:
        """Whether a price bound is set."""
        return self.price_from is not None or self.price_to is not None

    def pairs(self) -> list[tuple[str, str]]:
        """Return the query string's parts in their fixed order, defaults left out."""
        sort = "" if self.sort == RELEVANCE else self.sort
        return [
            *_pair("q", self.text),
            *(("nhom", slug) for slug in self.groups),
            *(("tinh", slug) for slug in self.provinces),
            *_pair("vung", self.region),
            *(("sao", str(stars)) for stars in self.stars),
            *_pair("nsx", self.producer),
            *(("loai", kind) for kind in self.kinds),
            *(("tieu_chuan", kind) for kind in self.proofs),
            *_pair("gia_tu", self.price_from),
            *_pair("gia_den", self.price_to),
            *_pair("con_hang", "1" if self.in_stock else ""),
            *_pair("sap_xep", sort),
            *_pair("trang", self.page if self.page > 1 else ""),
        ]

    def url(self, path: str) -> str:
        """Return the canonical URL of this query on a page."""
        encoded = urlencode(self.pairs())
        return f"{path}?{encoded}" if encoded else path

    def with_(self, **changes: Any) -> "SearchQuery":
        """Return the query with fields replaced; page 1 unless a page is given, no notes."""
        fields: dict[str, Any] = {"page": 1, "notes": ()}
        return replace(self, **(fields | changes))

    def without_(self, name: str, value: object = None) -> "SearchQuery":
        """Return the query without a filter, or without one value of it."""
        if value is not None and isinstance(getattr(self, name), tuple):
            return self.with_(**{name: tuple(v for v in getattr(self, name) if v != value)})
        return self.with_(**{name: _DEFAULTS[name]})

    def cleared(self) -> "SearchQuery":
        """Return text and order alone."""
        return SearchQuery(text=self.text, sort=self.sort, scope=self.scope, audience=self.audience)


_DEFAULTS = {
    name: attribute.default for name, attribute in SearchQuery.__dataclass_fields__.items()
}


def _pair(name: str, value: object) -> list[tuple[str, str]]:
    return [] if value is None or value == "" else [(name, str(value))]


class _QueryReader:
    """Reads one query string, gathering notes about what it could not use."""

    def __init__(self, params: Mapping) -> None:
        self.params = params
        self.notes: list[str] = []

    def query(self, scope: SearchScope) -> SearchQuery:
        """Return the query that was asked for."""
        low, high = self.price("gia_tu"), self.price("gia_den")
        if low is not None and high is not None and low > high:
            self.notes.append(_("The lower price was above the higher one; they were swapped."))
        return SearchQuery(
            text=self.text(),
            groups=self.slugs("nhom"),
            provinces=self.slugs("tinh"),
            region=next(iter(self.slugs("vung")), ""),
            stars=tuple(int(stars) for stars in self.choices("sao", tuple(map(str, STARS)))),
            producer=next(iter(self.slugs("nsx")), ""),
            kinds=self.choices("loai", KINDS),
            proofs=self.choices("tieu_chuan", PROOFS),
            price_from=low,
            price_to=high,
            in_stock=self.flag("con_hang"),
            sort=next(iter(self.choices("sap_xep", SORTS)), RELEVANCE),
            page=self.number("trang", lowest=1, highest=PAGE_LIMIT) or 1,
            scope=scope,
            notes=tuple(dict.fromkeys(self.notes)),
        )

    def values(self, name: str) -> list[str]:
        """Return the given values, empty ones left out."""
        getlist = getattr(self.params, "getlist", None)
        values = getlist(name) if getlist else self.params.get(name, [])
        values = [values] if isinstance(values, str | int) else values
        return [text for text in (normalize(str(value)).strip() for value in values) if text]

    def text(self) -> str:
        """Return the text, with a note when it was too long."""
        whole = one_line(" ".join(self.values("q")[:1]))
        text = question(whole)
        if text != whole:
            self.notes.append(
                _("Only the first %(count)d characters were searched for.") % {"count": len(text)}
            )
        return text

    def slugs(self, name: str) -> tuple[str, ...]:
        """Return values as slugs, so that a name with marks works too."""
        slugs = [
            (value, slugify_vi(question(value), 120)) for value in self.values(name)[:CHOICES_LIMIT]
        ]
        for raw, slug in slugs:
            if not slug:
                self.note_ignored(name, raw)
        return tuple(slug for _raw, slug in slugs if slug)

    def choices(self, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Return the values that are allowed; the others become notes."""
        values = self.values(name)[:CHOICES_LIMIT]
        for raw in values:
            if raw not in allowed:
                self.note_ignored(name, raw)
        return tuple(value for value in values if value in allowed)

    def flag(self, name: str) -> bool:
        """Return whether a yes-or-no filter is on."""
        values = self.values(name)[:1]
        if values and values[0] not in ("0", "1"):
            self.note_ignored(name, values[0])
        return values == ["1"]

    def price(self, name: str) -> int | None:
        """Return whole đồng as people write them: 45.000, 45,000, 45k; what is unclear says why."""
        raw = next(iter(self.values(name)), None)
        if raw is None:
            return None
        try:
            return self.clamped(name, read_dong(raw), lowest=0, highest=PRICE_LIMIT)
        except UnclearNumber as fault:
            sentence = refusal_sentence(raw, fault, PriceField.example)
            self.notes.append(f"{PARAMETER_LABELS[name]}: {sentence}")
            return None

    def number(self, name: str, *, lowest: int, highest: int) -> int | None:
        """Return a whole number, clamped with a note when it lies outside."""
        raw = next(iter(self.values(name)), None)
        if raw is None:
            return None
        if len(raw) > 40 or not _INTEGER.fullmatch(raw):
            self.note_ignored(name, raw)
            return None
        return self.clamped(name, int(raw), lowest=lowest, highest=highest)

    def clamped(self, name: str, number: int, *, lowest: int, highest: int) -> int:
        """Return a number within its bounds, with a note when it lay outside."""
        if not lowest <= number <= highest:
            number = min(max(number, lowest), highest)
            self.notes.append(
                _("%(name)s was set to %(number)d, the nearest value that is possible.")
                % {"name": PARAMETER_LABELS[name], "number": number}
            )
        return number

    def note_ignored(self, name: str, raw: str) -> None:
        """Note a value that was left out."""
        self.notes.append(
            _("%(name)s: “%(value)s” is not a possible value and was ignored.")
            % {"value": raw[:40], "name": PARAMETER_LABELS[name]}
        )
