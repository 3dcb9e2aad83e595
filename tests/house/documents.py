"""The documentation as the tests see it: files, links, headings, and what stands in code marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path

from tests.house.tree import ROOT, tracked

_BLOCK = re.compile(r"^```.*?^```", re.S | re.M)
_MARKED = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.M)
_BRACES = re.compile(r"\{([^{}]*)\}")
_FILE = re.compile(r"[\w.-]+\.(py|md|txt|toml|html|css|js|json|geojson|csv|example)")
_PATH = re.compile(r"[\w.*-]+(/[\w.*{},-]*)+")
#: Written while the shop runs, never in git.
_NOT_KEPT = ("var/", "certificates/")


@dataclass(frozen=True)
class Document:
    """One Markdown file of the project."""

    name: str

    @property
    def path(self) -> Path:
        """Where it is."""
        return ROOT / self.name

    @cached_property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text(encoding="utf-8")

    @property
    def marked(self) -> list[str]:
        """What stands in code marks within the text."""
        return _MARKED.findall(_BLOCK.sub("", self.text))

    @property
    def code(self) -> list[str]:
        """What stands in code marks, and every line of the blocks of code."""
        return [*self.marked, *(line for b in _BLOCK.findall(self.text) for line in b.split("\n"))]

    @property
    def anchors(self) -> set[str]:
        """Its headings as links name them."""
        return {_anchor(heading) for heading in _HEADING.findall(_BLOCK.sub("", self.text))}

    @property
    def links(self) -> Iterator[tuple[Path, str]]:
        """Files that it links to, with the heading or nothing; other sites are left out."""
        for target in _LINK.findall(_BLOCK.sub("", self.text)):
            if "://" not in target:
                name, _hash, anchor = target.partition("#")
                yield (self.path.parent / name if name else self.path).resolve(), anchor

    @property
    def paths(self) -> Iterator[str]:
        """Files and folders of the tree that it names in code marks, braces spelled out."""
        for text in self.marked:
            if text.startswith(_NOT_KEPT):
                continue
            if _FILE.fullmatch(text) or _PATH.fullmatch(text):
                yield from _spelled_out(text)


def documents() -> list[Document]:
    """Every Markdown file that is written for people who work on the project."""
    rooms = ("docs/", "README", "CONTRIBUTING", "SECURITY", "CHANGELOG")
    return [Document(n) for n in tracked() if n.endswith(".md") and n.startswith(rooms)]


def is_there(path: str, names: set[str]) -> bool:
    """Whether a path, or the end of one, names a file or a folder among these names."""
    wanted = path.rstrip("/")
    return any(f"/{name}/".endswith(f"/{wanted}/") for name in names)


def files_and_folders() -> set[str]:
    """Every file of the tree, and every folder above one."""
    files = set(tracked())
    parents = {str(parent) for name in files for parent in Path(name).parents}
    return files | parents


def _spelled_out(text: str) -> list[str]:
    """`a/{b,c}.py` as `a/b.py` and `a/c.py`."""
    parts = _BRACES.split(text)
    choices = [part.split(",") if at % 2 else [part] for at, part in enumerate(parts)]
    return ["".join(each) for each in product(*choices)]


def _anchor(heading: str) -> str:
    words = re.sub(r"[^\w\s-]", "", heading.lower())
    return re.sub(r"\s", "-", words.strip())


def table_of(name: str, heading: str) -> dict[str, int]:
    """Return the numbers of a table in a document, by its first column, which has that heading."""
    text = Document(name).text
    body = text.partition(f"\n| {heading} |")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split("|") for line in body.splitlines()[2:]]
    return {
        cells[0].strip(" *"): int(cells[1].strip(" *").replace(",", "")) for cells in rows if cells
    }
