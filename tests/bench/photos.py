"""Peak memory and seconds of taking in a photograph, by kind, by hand:

python -m tests.bench.photos

With --write the table is put into docs/measurements.md.
"""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.test")

import django

django.setup()

from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image

from catalogue.photos import acceptance
from tests import photo_files
from tests.bench.section import Section, parser

#: Runs the program of the shop and leaves its peak of memory and its seconds in a file.
MEASURED = """
import pathlib, re, runpy, sys, time
runpy.run_path({program!r}, run_name="__main__")
peak = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]
pathlib.Path({peak!r}).write_text(f"{{peak}} {{time.process_time()}}")
"""


def textured(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture that is as hard to pack as a photograph."""
    noise = Image.effect_noise((512, 512), 40)
    tile = Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180)))
    picture = Image.new("RGB", (width, height))
    for left in range(0, width, 512):
        for top in range(0, height, 512):
            picture.paste(tile, (left, top))
    return picture.convert(mode)


def saved(kind: str, width: int, height: int, **options) -> Callable[[Path], None]:
    mode = options.pop("mode", "RGB")
    return lambda path: textured(width, height, mode).save(path, kind, **options)


def written(make: Callable[[int], bytes], side: int) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(make(side)) and None


CASES: dict[str, Callable[[Path], None]] = {
    "JPEG, 12 megapixels": saved("JPEG", 4032, 3024),
    "JPEG, 50 megapixels": saved("JPEG", 8165, 6124),
    "JPEG, 108 megapixels": saved("JPEG", 12000, 9000),
    "JPEG, 200 megapixels": saved("JPEG", 16320, 12240, quality=60),
    "JPEG, 17 megapixels, square, not shrunk while decoded": saved("JPEG", 4095, 4095),
    "JPEG, progressive, 36 megapixels": saved("JPEG", 7300, 4900, progressive=True),
    "JPEG, progressive, 50 megapixels": saved("JPEG", 8165, 6124, progressive=True),
    "JPEG, CMYK, 17 megapixels": saved("JPEG", 4095, 4095, mode="CMYK"),
    "HEIC, 12 megapixels": saved("HEIF", 4032, 3024, quality=50),
    "HEIC, 24 megapixels": saved("HEIF", 5712, 4284, quality=50),
    "AVIF, 16 megapixels": saved("AVIF", 4500, 3500, speed=10),
    "WebP, 12 megapixels": saved("WEBP", 4032, 3024, method=0),
    "PNG, RGBA, 27 megapixels": saved("PNG", 5200, 5200, mode="RGBA", compress_level=1),
    "PNG, palette, 49 megapixels": written(photo_files.palette_png, 7000),
    "PNG, RGBA, 49 megapixels": written(photo_files.rgba_png, 7000),
    "PNG, one bit, 169 megapixels": written(photo_files.bits_png, 13000),
}


def own(name: str) -> int:
    """KB of this process."""
    return int(re.search(rf"{name}:\s+(\d+)", Path("/proc/self/status").read_text())[1])


def measured(path: Path, peak: Path) -> tuple[str, float, float, float]:
    """What came of it, MB of both processes above idle at their peaks, seconds, CPU seconds."""
    upload = TemporaryUploadedFile("anh", "image/jpeg", path.stat().st_size, None)
    with path.open("rb") as file:
        shutil.copyfileobj(file, upload.file)
    upload.file.flush()
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
    idle, start = own("VmRSS"), time.perf_counter()
    try:
        photo = acceptance.accept_photo(upload)
        outcome = f"taken, {photo.size // 1000:,} KB"
    except acceptance.PhotoRefused as refusal:
        outcome = f"refused ({refusal.code})"
    seconds = time.perf_counter() - start
    upload.close()
    kilobytes, worked = peak.read_text().split()
    megabytes = (own("VmHWM") - idle + int(kilobytes)) * 1024 / 1e6
    return outcome, megabytes, seconds, float(worked)


def main() -> None:
    options = parser(__doc__).parse_args()
    section = Section("photos", "Taking in a photograph")
    section.head("Photograph", "File, KB", "Outcome", "MB above idle", "Seconds", "CPU seconds")
    with tempfile.TemporaryDirectory() as folder:
        peak, program = Path(folder) / "peak", Path(folder) / "measured.py"
        program.write_text(MEASURED.format(program=str(acceptance.PROGRAM), peak=str(peak)))
        acceptance.PROGRAM = program
        acceptance.settings.PRIVATE_ROOT = folder
        acceptance.ANSWER_WITHIN = 120  # a busy machine is no reason to measure nothing
        for name, make in CASES.items():
            path = Path(folder) / "sent"
            make(path)
            outcome, megabytes, seconds, worked = measured(path, peak)
            size = f"{path.stat().st_size / 1000:,.0f}"
            section.row(name, size, outcome, f"{megabytes:.0f}", f"{seconds:.1f}", f"{worked:.1f}")
    if options.write:
        section.write()


if __name__ == "__main__":
    main()
