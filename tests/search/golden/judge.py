"""The golden set: what a person would expect of a search, and how near an engine comes to it.

Every line of queries.csv is one search. `best` and `fair` say which public products belong to
it, `absent` which may not stand above any of the best among the first ten. They are written in a small language:

    name: cà phê / coffee & from: Đắk Lắk; title: Kẹo dừa gừng

A semicolon means "or", an ampersand "and", a slash another wording. Words are compared whole and
with their marks. The fields are `name`, `title` (all of the name), `maker`, `from` (province, of
now and before, commune, district), `code`, `any` (name, maker or from) and `group` (slug);
`name!` means that the name does not have the words. A product is judged best before fair.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from unicodedata import normalize

from catalogue.text import tone_key

FILE = Path(__file__).parent / "queries.csv"
#: The gain of a product, as usual 2^grade - 1: grade 3 for the best, 1 for the fair.
BEST, FAIR = 7, 1
TOP = 10

#: What is tested: the addresses of all products found for a text, in order.
Ask = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Item:
    """One public product as a judge sees it, with what every field of the language reads."""

    url: str
    title: str
    fields: dict[str, str]
    groups: frozenset[str]

    def has(self, field: str, wording: str) -> bool:
        """Whether a field has these words, whole and with their marks."""
        if field == "group":
            return wording in self.groups
        if field == "title":
            return wording == self.title
        words = f" {tone_key(wording)} "
        if field.endswith("!"):
            return words not in self.fields[field[:-1]]
        return words in self.fields[field]


@dataclass(frozen=True)
class Wish:
    """One line of the set; the three conditions are read once."""

    phenomenon: str
    query: str
    best: "Condition"
    fair: "Condition"
    absent: "Condition"

    def gains(self, items: Iterable[Item]) -> dict[str, int]:
        """Return the gain of every product that belongs to the search, by its address."""
        found = {}
        for item in items:
            if self.best.holds(item):
                found[item.url] = BEST
            elif self.fair.holds(item):
                found[item.url] = FAIR
        return found


class Condition:
    """A text of the small language, read."""

    def __init__(self, text: str):
        self.choices = [
            [self._part(part) for part in choice.split(" & ")]
            for choice in text.split(";")
            if choice.strip()
        ]

    @staticmethod
    def _part(text: str) -> tuple[str, list[str]]:
        field, colon, wordings = text.strip().partition(": ")
        if not colon:
            raise ValueError(f"no field in “{text}”")
        return field, [wording.strip() for wording in wordings.split(" / ")]

    def holds(self, item: Item) -> bool:
        """Whether it holds for a product; an empty condition never does."""
        return any(all(_meets(item, *part) for part in choice) for choice in self.choices)


def _meets(item: Item, field: str, wordings: list[str]) -> bool:
    met = [item.has(field, wording) for wording in wordings]
    return all(met) if field.endswith("!") else any(met)


@dataclass(frozen=True)
class Verdict:
    """How one search went: recall and nDCG@10 from 0 to 1, and what stood where it may not."""

    wish: Wish
    recall: float
    ndcg: float
    expected: int
    found: int
    top: tuple[str, ...]
    unwanted: tuple[str, ...]

    def __str__(self) -> str:
        unwanted = f"; unwanted: {', '.join(self.unwanted)}" if self.unwanted else ""
        return (
            f"{self.wish.phenomenon}: “{self.wish.query}” nDCG {self.ndcg:.2f}, "
            f"recall {self.recall:.2f}, {self.found} found for {self.expected} expected{unwanted}"
            f"\n      first: {' | '.join(self.top) or 'nothing'}"
        )


def wishes() -> list[Wish]:
    """Return the whole set in the order of the file; queries called nfd are decomposed."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [_wish(row) for row in csv.DictReader(lines)]


def _wish(row: dict[str, str]) -> Wish:
    form = "NFD" if row["phenomenon"] == "nfd" else "NFC"
    conditions = (Condition(row[name]) for name in ("best", "fair", "absent"))
    return Wish(row["phenomenon"], normalize(form, row["query"]), *conditions)


def judge(wish: Wish, ask: Ask, items: dict[str, Item]) -> Verdict:
    """Ask once and compare; `items` are all public products by address."""
    gains, found = wish.gains(items.values()), list(ask(wish.query))
    reached = [gains.get(url, 0) for url in found[:TOP]]
    ideal = dcg(sorted(gains.values(), reverse=True)[:TOP])
    return Verdict(
        wish=wish,
        recall=len(gains.keys() & set(found)) / len(gains) if gains else 1.0,
        ndcg=dcg(reached) / ideal if ideal else 1.0,
        expected=len(gains),
        found=len(found),
        top=tuple(items[url].title for url in found[:5]),
        unwanted=tuple(
            items[url].title
            for place, url in enumerate(found[:TOP])
            if BEST in reached[place:] and wish.absent.holds(items[url])
        ),
    )


def dcg(gains: Sequence[int]) -> float:
    """Return the discounted cumulative gain: what stands later counts for less."""
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains))


def mean(values: Iterable[float]) -> float:
    """Return the arithmetic mean, 1 for nothing."""
    known = list(values)
    return sum(known) / len(known) if known else 1.0


def by_phenomenon(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """Return the verdicts of each phenomenon, in the order of the set."""
    sorted_out = defaultdict(list)
    for verdict in verdicts:
        sorted_out[verdict.wish.phenomenon].append(verdict)
    return dict(sorted_out)


def report(verdicts: Sequence[Verdict], *, worst: int = 15) -> str:
    """Return what to read when a number is too low: a line for each phenomenon, then the worst."""
    lines = [
        f"{name:16} {len(group):3} queries  nDCG@10 {mean(v.ndcg for v in group):.3f}  "
        f"recall {mean(v.recall for v in group):.3f}"
        for name, group in by_phenomenon(verdicts).items()
    ]
    lines.append(
        f"{'all':16} {len(verdicts):3} queries  nDCG@10 {mean(v.ndcg for v in verdicts):.3f}  "
        f"recall {mean(v.recall for v in verdicts):.3f}"
    )
    lowest = sorted(verdicts, key=lambda verdict: (verdict.ndcg, verdict.recall))[:worst]
    return "\n".join([*lines, "the worst:", *(f"  - {verdict}" for verdict in lowest)])
