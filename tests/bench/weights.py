"""What a visitor downloads for the first view of each page: bytes on the wire, compressed.

python -m tests.bench.weights            (--write puts the table into docs/measurements.md)

Serves the demonstration with settings of production and fetches each page with everything that it
and its style sheets name. All faces and drawings are counted, also those that a browser may leave
for later; the demonstration has no photographs.
"""

import gzip
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import brotli
import django

from tests.bench.section import Section, parser
from tests.bench.server import fetch, production, server

PAGES = {
    "home": "/",
    "list": "/san-pham/",
    "search": "/tim-kiem/?q=ca+phe",
    "product": "/san-pham/tra-dinh-hao-dat/",
    "province": "/tinh/thai-nguyen/",
    "stories": "/cau-chuyen/",
    "star check": "/kiem-tra-sao/",
    "basket, empty": "/gio-hang/",
}
#: Kinds of files by their ending, in the order of the table.
KINDS = {
    "styles": (".css",),
    "scripts": (".js",),
    "typefaces": (".woff2",),
    "pictures": (".svg", ".png", ".jpg", ".webp", ".avif", ".ico"),
}
_LINKED = re.compile(r"""(?:src|href)=["'](/(?:static|media)/[^"'#?\s]+)""")
_SRCSET = re.compile(r"""srcset=["']([^"']+)""")
_NAMED = re.compile(r"""url\(\s*["']?([^"')#]+)""")

Get = Callable[[str], tuple[bytes, str]]


def named_in_page(html: str) -> set[str]:
    """Return the paths of files that a page names; of a `srcset` the first alone."""
    first = {each.split(",")[0].split()[0] for each in _SRCSET.findall(html) if each.strip()}
    return set(_LINKED.findall(html)) | {each for each in first if each.startswith("/")}


def named_in_styles(css: str, path: str) -> set[str]:
    """Return the paths of files that a style sheet at this path names."""
    named = (each.strip() for each in _NAMED.findall(css))
    return {urlsplit(urljoin(path, each)).path for each in named if not each.startswith("data:")}


def kind_of(path: str) -> str | None:
    """Return the kind of a file, None for what belongs to no first view."""
    return next((kind for kind, endings in KINDS.items() if path.endswith(endings)), None)


def first_view(get: Get, path: str) -> dict[str, int]:
    """Return bytes on the wire by kind, the page itself as "page"."""
    body, coding = get(path)
    sizes = {"page": len(body)} | dict.fromkeys(KINDS, 0)
    for file in _with_their_own(get, named_in_page(unpacked(body, coding))):
        sizes[kind_of(file)] += len(get(file)[0])
    return sizes


def unpacked(body: bytes, coding: str) -> str:
    """Return the text of an answer."""
    opened = {"br": brotli.decompress, "gzip": gzip.decompress}.get(coding, bytes)
    return opened(body).decode()


def _with_their_own(get: Get, files: set[str]) -> Iterator[str]:
    """Yield the files of a first view, and those that its style sheets name."""
    wanted = {file for file in files if kind_of(file)}
    for sheet in [file for file in wanted if kind_of(file) == "styles"]:
        wanted |= {file for file in named_in_styles(unpacked(*get(sheet)), sheet) if kind_of(file)}
    yield from sorted(wanted)


def main() -> None:
    """Lay the demonstration where there is none, serve, weigh, print."""
    options = parser(__doc__).parse_args()
    section = Section("weights", "Bytes on the wire of a first view")
    with tempfile.TemporaryDirectory(prefix="weights-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'shop.sqlite3'}")
        django.setup()
        for command in ("migrate", "demo"):
            subprocess.run([sys.executable, "manage.py", command, "-v", "0"], check=True)
        with server("shop.wsgi", production(f"{folder}/static")) as port:
            get = cache(lambda path: fetch(port, path)[:2])
            section.head("Page, KB", "page", *KINDS, "first view")
            for name, path in PAGES.items():
                sizes = first_view(get, path).values()
                section.row(name, *(f"{size / 1000:.0f}" for size in (*sizes, sum(sizes))))
        if options.write:
            section.write()


if __name__ == "__main__":
    main()
