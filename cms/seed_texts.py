"""Reads the shipped texts: plain files of "name: value" lines, a blank line, then paragraphs."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.html import escape

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class SeedText:
    """One text: its slug is the file's name, `body` is a StreamField value of text blocks."""

    slug: str
    facts: dict[str, str]
    body: list[tuple[str, str]]

    def listed(self, name: str) -> list[str]:
        """Return the values of a fact written as a list with semicolons."""
        return [value.strip() for value in self.facts.get(name, "").split(";") if value.strip()]


def read_seed_text(path: Path) -> SeedText:
    """Read one file; raises ValueError for a head line that is not "name: value"."""
    head, _blank, text = path.read_text(encoding="utf-8").strip().partition("\n\n")
    facts = {}
    for line in head.splitlines():
        name, colon, value = line.partition(": ")
        if not colon:
            raise ValueError(f"{path.name}: not a fact: {line!r}")
        facts[name] = value.strip()
    return SeedText(
        path.stem,
        facts,
        [_block(paragraph) for paragraph in text.split("\n\n") if paragraph.strip()],
    )


def read_seed_texts(folder: str) -> list[SeedText]:
    """Read every text of a folder of the shipped data, in the order of their slugs."""
    return [read_seed_text(path) for path in sorted((DATA / folder).glob("*.md"))]


def read_pairs(folder: str) -> list[tuple[SeedText, SeedText]]:
    """Read every text of a folder with its English one, which must be there, from `en` inside."""
    english = {seed_text.slug: seed_text for seed_text in read_seed_texts(f"{folder}/en")}
    return [(seed_text, english[seed_text.slug]) for seed_text in read_seed_texts(folder)]


def _block(paragraph: str) -> tuple[str, str]:
    words = " ".join(paragraph.split())
    if words.startswith("## "):
        return "heading", words.removeprefix("## ")
    return "paragraph", f"<p>{escape(words)}</p>"
