"""Photographs in the sizes and formats that pages ask for, made once when they arrive.

A page never makes one: it shows what is there, and the woven cover where nothing is.
"""

import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from catalogue.photos.acceptance import PhotoRefused, sized_photo

logger = logging.getLogger(__name__)

#: The better formats of catalogue/photos/decode.py, the best first; JPEG is for all other browsers.
TYPES = {"avif": "image/avif", "webp": "image/webp"}
FOLDER = "pictures"
SECONDS, SECONDS_WITHOUT = 24 * 3600, 300


@dataclass(frozen=True, slots=True)
class Source:
    """One `<source>` of a picture."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class PictureSlot:
    """Where a photograph stands: how wide, as `sizes` tells a browser, and which widths fit, in pixels."""

    sizes: str
    narrowest: int
    widest: int


@dataclass(frozen=True, slots=True)
class RenditionSet:
    """The sizes of one photograph; `width` and `height` are those of the largest, in pixels."""

    folder: str
    widths: tuple[int, ...]
    width: int
    height: int

    def url(self, width: int, ending: str = "jpg") -> str:
        return default_storage.url(f"{self.folder}/{width}.{ending}")

    def bytes(self, width: int) -> int:
        """Return how large the JPEG of this width is; OSError where it is gone."""
        return default_storage.size(f"{self.folder}/{width}.jpg")

    def srcset(self, ending: str = "jpg") -> str:
        """Return all sizes in one format, as `srcset` wants them."""
        return ", ".join(f"{self.url(width, ending)} {width}w" for width in self.widths)

    def within(self, slot: PictureSlot) -> "RenditionSet":
        """Return those that fit a slot: the largest where none does."""
        fitting = tuple(each for each in self.widths if slot.narrowest <= each <= slot.widest)
        widths = fitting or self.widths[-1:]
        height = max(1, round(self.height * widths[-1] / self.width))
        return replace(self, widths=widths, width=widths[-1], height=height)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The better formats."""
        return tuple(Source(kind, self.srcset(ending)) for ending, kind in TYPES.items())


def find_renditions(names: Iterable[str]) -> dict[str, RenditionSet]:
    """Return what was made of the photographs stored under these names; nothing is made here.

    One question to the cache for any number; what it has forgotten is read from a small file.
    """
    folders = {name: _folder(name) for name in names if name}
    sizes = cache.get_many(folders.values()) if folders else {}
    forgotten = {}
    for folder in set(folders.values()) - sizes.keys():
        sizes[folder] = forgotten[folder] = _read(folder)
    for there, seconds in ((True, SECONDS), (False, SECONDS_WITHOUT)):
        news = {
            folder: found_sizes
            for folder, found_sizes in forgotten.items()
            if bool(found_sizes) is there
        }
        if news:
            cache.set_many(news, seconds)
    return {
        name: RenditionSet(folder, tuple(sizes[folder]["widths"]), *sizes[folder]["size"])
        for name, folder in folders.items()
        if sizes[folder]
    }


def make_renditions(name: str) -> RenditionSet | None:
    """Make every size of a stored photograph; None, and a line in the log, when it is none."""
    folder = _folder(name)
    try:
        with default_storage.open(name) as file, sized_photo(file) as (sizes, made):
            for path in made.iterdir():
                _save(f"{folder}/{path.name}", path.read_bytes())
    except (OSError, PhotoRefused) as error:
        logger.warning("no sizes of %s: %s", name, error)
        return None
    _save(f"{folder}/sizes.json", json.dumps(sizes).encode())
    cache.set(folder, sizes, SECONDS)
    return RenditionSet(folder, tuple(sizes["widths"]), *sizes["size"])


def delete_renditions(name: str) -> None:
    folder = _folder(name)
    cache.delete(folder)
    if default_storage.exists(f"{folder}/sizes.json"):
        for file_name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{file_name}")


def _folder(name: str) -> str:
    return f"{FOLDER}/{hashlib.sha256(name.encode()).hexdigest()[:20]}"


def _read(folder: str) -> dict:
    try:
        with default_storage.open(f"{folder}/sizes.json") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def _save(name: str, content: bytes) -> None:
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(content))
