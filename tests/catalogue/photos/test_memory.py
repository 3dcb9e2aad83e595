"""What a stranger's picture may cost: measured on the program that reads it."""

import json
import subprocess
import sys

import pytest
from PIL import Image

from catalogue.photos.acceptance import PROGRAM
from tests import heic_files, photo_files

MEGABYTES, SECONDS = 200, 10
#: Runs the program and says the peak of its own memory, into which no parent's is counted, and its seconds.
MEASURED = """
import re, runpy, sys, time
program = sys.argv[1]
sys.argv = sys.argv[1:]
runpy.run_path(program, run_name="__main__")
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1], file=sys.stderr)
print(time.process_time(), file=sys.stderr)
"""


def run(path, folder, program=PROGRAM) -> tuple[dict, float, float]:
    """Answer, megabytes at the peak, seconds of processor time."""
    command = [sys.executable, "-I", "-c", MEASURED, str(program), "accept", str(folder)]
    with path.open("rb") as file:
        done = subprocess.run(command, stdin=file, capture_output=True, check=True)
    kilobytes, seconds = done.stderr.split()
    return json.loads(done.stdout), int(kilobytes) * 1024 / 1e6, float(seconds)


def jpeg(path, size, **options):
    Image.new("RGB", size, (200, 60, 40)).save(path, "JPEG", **options)


CASES = {
    "palette of 49 megapixels": (lambda path: path.write_bytes(photo_files.palette_png(7000)), ""),
    "RGBA of 49 megapixels": (lambda path: path.write_bytes(photo_files.rgba_png(7000)), "pixels"),
    "RGBA of 25 megapixels": (lambda path: path.write_bytes(photo_files.rgba_png(5000)), ""),
    "bits of 169 megapixels": (
        lambda path: path.write_bytes(photo_files.bits_png(13000)),
        "pixels",
    ),
    "JPEG of 50 megapixels": (lambda path: jpeg(path, (8165, 6124)), ""),
    "JPEG of 108 megapixels": (lambda path: jpeg(path, (12000, 9000)), ""),
    "progressive JPEG of 50 megapixels": (
        lambda path: jpeg(path, (8165, 6124), progressive=True),
        "progressive",
    ),
    "HEIC in tiles of 24 megapixels": (
        lambda path: path.write_bytes(
            heic_files.tiled_heic(
                (5712, 4284), lambda column, row: (20 * column, 25 * row, 90), gain_map=True
            )
        ),
        "",
    ),
    "progressive JPEG of 24 megapixels": (
        lambda path: jpeg(path, (6000, 4000), progressive=True),
        "",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_no_picture_costs_more_than_the_bound(name, tmp_path):
    make, refused = CASES[name]
    make(tmp_path / "sent")
    answer, megabytes, seconds = run(tmp_path / "sent", tmp_path)
    assert answer.get("refused", "") == refused
    assert megabytes <= MEGABYTES
    assert seconds <= SECONDS
    assert (tmp_path / "photo.jpg").exists() is not bool(refused)


def test_the_kernel_holds_the_bound_where_the_counting_is_wrong(tmp_path):
    """Without the check of pixels the process stops at its limit instead of taking the machine."""
    program = tmp_path / "unchecked.py"
    program.write_text(
        PROGRAM.read_text(encoding="utf-8").replace("    _check_cost(image, file)\n", ""),
        encoding="utf-8",
    )
    (tmp_path / "sent").write_bytes(photo_files.rgba_png(9000))
    answer, megabytes, _seconds = run(tmp_path / "sent", tmp_path, program)
    assert answer == {"refused": "heavy"}
    assert megabytes <= MEGABYTES
