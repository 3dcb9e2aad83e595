"""Photographs in the sizes and formats that pages ask for, made once when they arrive.

A page never makes one: it shows what is there, and the photograph as it came where nothing is.
"""

import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pillow_heif
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

pillow_heif.register_heif_opener()
logger = logging.getLogger(__name__)

#: Widths in pixels: a card on a phone, on a sharp phone or a wide screen, and the product's page.
WIDTHS = (320, 640, 1280)
#: The best first; JPEG is for the browsers that know no other.
FORMATS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 7},
    "webp": {"format": "WEBP", "quality": 75, "method": 4},
    "jpg": {"format": "JPEG", "quality": 78, "optimize": True, "progressive": True},
}
TYPES = {"avif": "image/avif", "webp": "image/webp"}
MAX_PIXELS = 50_000_000
FOLDER = "pictures"
SECONDS, SECONDS_WITHOUT = 24 * 3600, 300


@dataclass(frozen=True, slots=True)
class Source:
    """One `<source>` of a picture."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class RenditionSet:
    """The sizes of one photograph; `width` and `height` are those of the largest, in pixels."""

    folder: str
    widths: tuple[int, ...]
    width: int
    height: int

    def url(self, width: int, ending: str = "jpg") -> str:
        return default_storage.url(f"{self.folder}/{width}.{ending}")

    def srcset(self, ending: str = "jpg") -> str:
        """Return all sizes in one format, as `srcset` wants them."""
        return ", ".join(f"{self.url(width, ending)} {width}w" for width in self.widths)

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
    """Make every size of a stored photograph; None, and a line in the log, when it is none.

    Turned upright, stripped of what cameras and phones write beside the picture (also the place).
    """
    try:
        with default_storage.open(name) as file, Image.open(file) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise ValueError("too many pixels")
            opened.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
            whole = _flat(ImageOps.exif_transpose(opened))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        logger.warning("no sizes of %s: %s", name, error)
        return None
    folder, widths = _folder(name), _widths(whole.width)
    for width in widths:
        _write(folder, width, whole)
    largest = widths[-1]
    size = (largest, max(1, round(whole.height * largest / whole.width)))
    sizes = {"widths": widths, "size": size}
    _save(f"{folder}/sizes.json", json.dumps(sizes).encode())
    cache.set(folder, sizes, SECONDS)
    return RenditionSet(folder, widths, *size)


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


def _widths(width: int) -> tuple[int, ...]:
    """Return the widths to make, never larger than the photograph."""
    largest = min(width, WIDTHS[-1])
    return (*(candidate for candidate in WIDTHS if candidate < largest), largest)


def _flat(image: Image.Image) -> Image.Image:
    """Return the picture in three colours, on white where it was transparent."""
    if image.mode in ("RGBA", "LA", "P", "PA"):
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image).convert("RGB")
    return image.convert("RGB")


def _write(folder: str, width: int, whole: Image.Image) -> None:
    height = max(1, round(whole.height * width / whole.width))
    sized = whole.resize((width, height), Image.Resampling.LANCZOS)
    for ending, options in FORMATS.items():
        file = BytesIO()
        sized.save(file, **options)
        _save(f"{folder}/{width}.{ending}", file.getvalue())


def _save(name: str, content: bytes) -> None:
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(content))
