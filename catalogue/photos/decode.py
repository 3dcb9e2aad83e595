"""A program that reads one photograph of a stranger, run by catalogue.photos.acceptance.

It stands alone (no Django), because a picture of a few kilobytes can ask for gigabytes: this process
is bounded in memory and seconds, and may die without harm. It never holds a large picture twice:
JPEG is shrunk while it is decoded, everything else in strips.

    python -I decode.py accept FOLDER < FILE    the photograph as the shop stores it, FOLDER/photo.jpg
    python -I decode.py retake FOLDER < FILE    the same of one that is in the shop, of whatever shape
    python -I decode.py sizes FOLDER < FILE     the same in the sizes and formats of pages
    python -I decode.py check FOLDER < FILE     nothing: whether it is whole, and of which kind

One line of JSON on standard output says what was made, or why nothing was: {"refused": code, …}.
"""

import base64
import json
import math
import resource
import struct
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pillow_heif
from PIL import AvifImagePlugin, ExifTags, Image, ImageChops, ImageCms, ImageFile, ImageOps

#: Private memory of this process in bytes: with what it shares it stays below 200 MB.
MEMORY = 194_000_000
#: Seconds of processor time; a photograph of 200 megapixels needs three.
SECONDS = 15
#: The longer side of what is stored, in pixels: the largest size on a page is 1,280 wide.
LONGEST = 2048
#: The least side in pixels of what shows goods or can be read, and how often one side may be the other.
LEAST_SIDE, MOST_TIMES = 200, 5
#: The most pixels of each kind that MEMORY can decode; a JPEG is never whole in memory.
MOST_PIXELS = {"JPEG": 200_000_000, "HEIF": 25_000_000, "AVIF": 16_000_000, "WEBP": 12_500_000}
#: Bytes that a PNG may have when it is unpacked, and a JPEG that does not come in one pass.
MOST_BYTES = 110_000_000
#: Bytes of zeros at the end of a file that no encoder has written.
LEAST_FILLING = 4096
#: What an AVIF or HEIC says of itself in its first box.
PHOTO_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1", b"miaf")
#: The boxes of those that hold the picture itself.
PIXEL_BOXES = (b"meta", b"mdat")
STRIP_PIXELS = 1_000_000
THUMB = 160

#: Widths in pixels and the bytes that an AVIF of each may weigh. Browsers take the first that is not too
#: narrow: on a phone of 360 points a card is 158 wide and a product 328, times 1, 2 or 3 pixels a point;
#: before 320 stands a thumbnail, behind 1080 (phones of up to 412 points) the product on a desk.
MOST_WEIGHT = {160: 6_000, 320: 12_000, 480: 12_000, 660: 24_000, 1080: 56_000, 1280: 80_000}


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one format is written: its qualities from the best, each with its usual part of the weight.

    `allowance`: how much heavier than an AVIF it may be.
    """

    options: dict[str, Any]
    qualities: dict[int, float]
    allowance: float = 1


#: With which power of its width a photograph becomes heavier.
GROWTH = 1.5
#: The best first; JPEG is for the browsers that know no other.
FORMATS = {
    "avif": Encoding(
        {"format": "AVIF", "speed": 8, "max_threads": 1},
        {55: 1, 50: 0.85, 45: 0.72, 40: 0.57, 35: 0.48, 30: 0.4, 24: 0.31, 18: 0.23},
    ),
    "webp": Encoding(
        {"format": "WEBP", "method": 4},
        {75: 1, 65: 0.88, 55: 0.78, 45: 0.7, 35: 0.61, 25: 0.52, 15: 0.42},
        allowance=1.5,
    ),
    "jpg": Encoding(
        {"format": "JPEG", "optimize": True, "progressive": True},
        {78: 1, 70: 0.84, 60: 0.72, 50: 0.63, 40: 0.54, 30: 0.44},
        allowance=2,
    ),
}
STORED: dict[str, Any] = {"format": "JPEG", "quality": 90, "subsampling": 0, "optimize": True}


#: Where an AVIF names its colours, in bytes from the beginning.
HEAD = 65_536
#: Red, green and blue of ITU-T H.273, as XYZ adapted to D50: sRGB, Rec. 2020, Display P3.
PRIMARIES = {
    1: ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)),
    9: ((0.67348, 0.27904, -0.00194), (0.16566, 0.67534, 0.02998), (0.12505, 0.04562, 0.79686)),
    12: ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),
}
D50 = (0.9642, 1.0, 0.8249)


def _light_of_pq(signal: float) -> float:
    """Return how bright it is where white is 1 (ITU-R BT.2408: 203 of 10,000 cd/m²)."""
    root = signal ** (1 / 78.84375)
    return (
        10_000
        / 203
        * (max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root)) ** (1 / 0.1593017578125)
    )


def _light_of_hlg(signal: float) -> float:
    """Return the same (ITU-R BT.2408: white at 75 % of the signal)."""
    if signal <= 0.5:
        return signal * signal / 3 / 0.2650
    return (math.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12 / 0.2650


#: By their number in ITU-T H.273; what is brighter than white becomes white.
HDR_CURVES: dict[int | None, Callable[[float], float]] = {16: _light_of_pq, 18: _light_of_hlg}


class UnreadablePhoto(Exception):
    """Why a file is no photograph that can be taken; `facts` fill the sentence."""

    def __init__(self, code: str, **facts: int | str) -> None:
        super().__init__(code)
        self.answer = {"refused": code, **facts}


@dataclass(frozen=True, slots=True)
class Pixels:
    """A decoded picture of which parts can be had: whole in memory once, in whatever form."""

    size: tuple[int, int]
    strip: Callable[[int, int], Image.Image]


def read(file: BinaryIO, *, of_any_shape: bool) -> tuple[str, Image.Image]:
    """Return its kind and the photograph upright, in sRGB, on white, at most LONGEST pixels long.

    Raises UnreadablePhoto.
    """
    image = _open(file)
    kind = _kind(image)
    if not of_any_shape:
        _check_shape(image.size)
    _check_cost(image, file)
    profile = image.info.get("icc_profile") or _named_profile(image, file)
    try:
        small, orientation = _shrunk(image)
    except MemoryError:
        raise
    except Exception as error:  # the libraries raise many kinds for a broken picture
        raise UnreadablePhoto("broken") from error
    return kind, _upright(_in_srgb(small, profile), orientation)


def _kind(image: Image.Image) -> str:
    return "JPEG" if image.format == "MPO" else str(image.format)


def _open(file: BinaryIO) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # _check_cost knows better
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    pillow_heif.options.THUMBNAILS = False
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener()
    try:
        return Image.open(file, formats=["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
    except MemoryError:
        raise
    except Exception as error:
        raise UnreadablePhoto("broken" if _is_cut_off(file) else "unknown") from error


def _is_cut_off(file: BinaryIO) -> bool:
    """Return whether it begins as a WebP, AVIF or HEIC and is shorter than it says of itself."""
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(12)
    if head[:4] == b"RIFF" and head[8:] == b"WEBP":
        return size < 8 + int.from_bytes(head[4:8], "little")
    if head[4:8] != b"ftyp" or head[8:] not in PHOTO_BRANDS:
        return False
    return any(end > size for _kind, end in _boxes(file, size)) or size < LEAST_FILLING


def _misses_tiles(file: BinaryIO) -> bool:
    """Return whether the pixels of an AVIF or HEIC go on behind its end.

    Phones store a picture as tiles; libheif leaves those that did not arrive in one plain colour.
    What a camera adds behind the boxes is no box.
    """
    size = file.seek(0, 2)
    return any(end > size for kind, end in _boxes(file, size) if kind in PIXEL_BOXES)


def _boxes(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int]]:
    """Yield the outer boxes of an AVIF or HEIC, each with where it should end."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        length, kind = int.from_bytes(file.read(4)), file.read(4)
        if length == 1:  # the size in eight bytes follows the kind
            length = int.from_bytes(file.read(8))
        if length < 8:  # to the end of the file, or no box
            return
        at += length
        yield kind, at


def _check_shape(size: tuple[int, int]) -> None:
    """Refuse a dot or a line, which show nothing of what is sold."""
    (short, long), (width, height) = sorted(size), size
    if short < LEAST_SIDE:
        raise UnreadablePhoto("small", width=width, height=height, least=LEAST_SIDE)
    if long > MOST_TIMES * short:
        raise UnreadablePhoto("narrow", width=width, height=height, most=MOST_TIMES)


def _check_cost(image: Image.Image, file: BinaryIO) -> None:
    """Refuse before decoding what could not be decoded within MEMORY."""
    pixels, kind = image.width * image.height, _kind(image)
    if kind == "JPEG":
        if _jpeg_buffer(file) > MOST_BYTES:
            raise UnreadablePhoto("progressive", megapixels=_mega(pixels))
        if not _jpeg_ends(file):
            raise UnreadablePhoto("broken")
    elif kind != "PNG" and _ends_in_zeros(file):
        raise UnreadablePhoto("broken")
    if kind in ("HEIF", "AVIF") and _misses_tiles(file):
        raise UnreadablePhoto("broken")
    if kind == "PNG":
        each = 1 if image.mode in ("1", "L", "P") else 2 if image.mode in ("I;16", "LA") else 4
        most = MOST_BYTES // each
    else:
        most = MOST_PIXELS[kind]
    if pixels > most:
        raise UnreadablePhoto("pixels", kind=kind, megapixels=_mega(pixels), most=most // 1_000_000)


def _mega(pixels: int) -> int:
    return -(-pixels // 1_000_000)


def _jpeg_buffer(file: BinaryIO) -> int:
    """Return the bytes that libjpeg holds of the whole picture: none where it comes in one pass."""
    file.seek(2)
    frame, scan = b"", b""
    while not scan:
        marker = file.read(1)
        if marker != b"\xff":
            if not marker:
                return 0
            continue
        while marker == b"\xff":
            marker = file.read(1)
        if not marker or marker in b"\x00\x01\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xd9":
            continue
        length = int.from_bytes(file.read(2))
        segment = file.read(max(0, length - 2))
        if marker == b"\xda":
            scan = segment or b"\0"
        elif b"\xc0" <= marker <= b"\xcf" and marker not in b"\xc4\xc8\xcc":
            frame, progressive = segment, marker not in b"\xc0\xc1\xc9"
    if len(frame) < 6 or (not progressive and scan[0] == frame[5]):
        return 0
    height, width = int.from_bytes(frame[1:3]), int.from_bytes(frame[3:5])
    sampling = [(byte >> 4, byte & 15) for byte in frame[7::3]]
    most = max(1, max(across for across, _down in sampling)) * max(
        1, max(down for _across, down in sampling)
    )
    return 2 * width * height * sum(across * down for across, down in sampling) // most


def _jpeg_ends(file: BinaryIO) -> bool:
    """Return whether the picture's end follows: an upload that broke off may be filled up with zeros."""
    before = b""
    while chunk := file.read(1 << 20):
        if b"\xff\xd9" in before + chunk:
            return True
        before = chunk[-1:]
    return False


def _ends_in_zeros(file: BinaryIO) -> bool:
    """Return whether a file of the other lossy kinds was filled up: none of them ends so by itself."""
    size = file.seek(0, 2)
    end = max(LEAST_FILLING, size // 20)
    if size < 2 * end:
        return False
    file.seek(size - end)
    return not file.read().strip(b"\0")


def _shrunk(image: Image.Image) -> tuple[Image.Image, int]:
    """Return the picture, decoded whole, at most LONGEST long, and which way up it was held."""
    if _kind(image) == "JPEG":
        image.draft(None, _fitted(image.size))
    pixels = _decoded(image)
    orientation = _orientation(image)
    (width, height), (across, down) = pixels.size, _fitted(pixels.size)
    factor = max(1, max(width, height) // LONGEST)
    rows = max(1, STRIP_PIXELS // width // factor) * factor
    whole = None
    for top in range(0, height, rows):
        part = _plain(pixels.strip(top, min(height, top + rows)))
        part = part.reduce(factor) if factor > 1 else part
        part = part.resize((across, part.height), Image.Resampling.LANCZOS)
        whole = whole or Image.new(part.mode, (across, -(-height // factor)))
        whole.paste(part, (0, top // factor))
    del pixels
    image.im = None  # type: ignore[assignment]  # the large one is needed no more
    if whole is None:
        raise OSError("no picture")
    return whole.resize((across, down), Image.Resampling.LANCZOS), orientation


def _fitted(size: tuple[int, int]) -> tuple[int, int]:
    """Return the size of the stored photograph; nothing is enlarged."""
    width, height = size
    longest = max(width, height, LONGEST)
    return max(1, width * LONGEST // longest), max(1, height * LONGEST // longest)


def _orientation(image: Image.Image) -> int:
    try:
        number = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # what a camera wrote beside the picture may be nonsense
        return 1
    return number if number in range(2, 9) else 1


def _decoded(image: Any) -> Pixels:
    """Decode, without the second copy that Pillow makes of what its plugins hand over."""
    kind, mode = image.format, image.mode
    if kind == "HEIF":
        heif = image._heif_file[image.tell()]
        data, size, stride, raw = heif.data, heif.size, heif.stride, heif.mode
    elif kind == "AVIF":
        data = image._decoder.get_frame(0)[0]
        size, stride, raw = image.size, len(data) // image.height, mode
    elif kind == "WEBP":
        frame = image._decoder.get_next()
        if frame is None:
            raise OSError("no picture")
        data, raw = frame[0], image.rawmode
        size, stride = image.size, len(data) // image.height
    else:
        image.load()
        width = image.width
        return Pixels(image.size, lambda top, end: image.crop((0, top, width, end)))
    image._decoder = image._heif_file = None  # what they hold besides is needed no more
    view = memoryview(data)

    def strip(top: int, end: int) -> Image.Image:
        part = view[top * stride : end * stride]
        return Image.frombytes(mode, (size[0], end - top), part, "raw", raw, stride)

    return Pixels(size, strip)


def _plain(part: Image.Image) -> Image.Image:
    """Return a strip in grey, three or four colours, eight bits each, on white."""
    transparent = part.info.get("transparency")
    if part.mode == "I;16":
        return _grey_of_sixteen(part, transparent)
    if transparent is not None or part.mode in ("LA", "PA", "RGBA", "La", "RGBa"):
        mode = "L" if part.mode in ("1", "L", "LA", "La") else "RGB"
        part = part.convert("RGBA")
        ground = Image.new(mode, part.size, "white")
        ground.paste(part.convert(mode), mask=part.getchannel("A"))
        return ground
    if part.mode in ("L", "RGB", "CMYK"):
        return part
    return part.convert("L" if part.mode == "1" else "RGB")


def _grey_of_sixteen(part: Image.Image, transparent: Any) -> Image.Image:
    """Take the higher byte of each; Pillow would cut everything above 255 to white."""
    data = part.tobytes("raw", "I;16")
    high = Image.frombytes("L", part.size, data[1::2])
    if isinstance(transparent, int):
        low = Image.frombytes("L", part.size, data[::2])
        clear = ImageChops.darker(
            high.point([255 * (value == transparent >> 8) for value in range(256)]),
            low.point([255 * (value == transparent & 255) for value in range(256)]),
        )
        high.paste("white", mask=clear)
    return high


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the colours as every browser understands them without a profile."""
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None  # a profile that fits no picture: the numbers as they are
        if converted is not None:
            return converted
    return image.convert("RGB")


def _named_profile(image: Image.Image, file: BinaryIO) -> bytes | None:
    """Return the profile of colours that an AVIF or HEIC only names; None for those of every screen."""
    if image.format == "HEIF":
        named = image.info.get("nclx_profile") or {}
        primaries, curve = named.get("color_primaries"), named.get("transfer_characteristics")
    elif image.format == "AVIF":
        file.seek(0)
        _before, found, numbers = file.read(HEAD).partition(b"colrnclx")
        if not found:
            return None
        primaries, curve = int.from_bytes(numbers[:2]), int.from_bytes(numbers[2:4])
    else:
        return None
    if primaries not in PRIMARIES or (primaries == 1 and curve not in HDR_CURVES):
        return None
    return _profile(PRIMARIES[primaries], _curve(curve))


def _profile(primaries: tuple[tuple[float, float, float], ...], curve: bytes) -> bytes:
    """Return an ICC profile of these primaries (XYZ for D50) and one curve for all three."""
    name = "photograph".encode("utf-16-be")
    tags = {
        b"desc": b"mluc"
        + bytes(4)
        + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(name), 28)
        + name,
        b"wtpt": _xyz(D50),
        **{tag: _xyz(xyz) for tag, xyz in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for tag, content in tags.items():
        table += tag + struct.pack(">II", start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    size = start + len(data)
    header = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x04000000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + _fixed(*D50)
    return header.ljust(128, b"\0") + table + data


def _fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def _xyz(numbers: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*numbers)


def _curve(number: int | None) -> bytes:
    """Return the curve of that number of ITU-T H.273: the two for bright screens, else that of sRGB."""
    if number not in HDR_CURVES:
        curve = _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
        return b"para" + bytes(4) + struct.pack(">HH", 3, 0) + curve
    light = [min(1.0, HDR_CURVES[number](step / 1023)) for step in range(1024)]
    points = struct.pack(">1024H", *(round(65535 * each) for each in light))
    return b"curv" + bytes(4) + struct.pack(">I", len(light)) + points


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return it turned as it was held, with nothing beside the picture."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    image.info = {"exif": exif.tobytes()}
    image = ImageOps.exif_transpose(image)
    image.info = {}
    return image


def _widths(width: int) -> list[int]:
    """Return the widths to make, never larger than the photograph."""
    largest = min(width, max(MOST_WEIGHT))
    return [*(candidate for candidate in MOST_WEIGHT if candidate < largest), largest]


def _most_weight(width: int) -> int:
    """Return the bytes that an AVIF of this width may weigh: those of the next known one."""
    return next(most for candidate, most in MOST_WEIGHT.items() if candidate >= width)


def _accept(image: Image.Image, folder: Path) -> dict[str, Any]:
    (folder / "photo.jpg").write_bytes(_encoded(image, STORED))
    thumb = BytesIO()
    image.thumbnail((THUMB, THUMB))
    size = image.size
    image.save(thumb, "JPEG", quality=70)
    return {"thumb": base64.b64encode(thumb.getvalue()).decode(), "size": size}


def _encoded(image: Image.Image, options: dict[str, Any]) -> bytes:
    """Return a picture as a file; Pillow gives libjpeg too little room for one that is all detail."""
    ImageFile.MAXBLOCK = max(65_536, 4 * image.width * image.height)
    file = BytesIO()
    image.save(file, **options)
    return file.getvalue()


def _light(image: Image.Image, encoding: Encoding, best: float) -> tuple[bytes, float]:
    """Return it in the best quality that is not too heavy, and what it may weigh in the very best.

    `best` is that weight as far as it is known, 0 where it is not; each try tells it anew, so that
    one or two qualities are tried. What is too heavy in the least one stays in that.
    """
    most, least = int(_most_weight(image.width) * encoding.allowance), min(encoding.qualities)
    content = b""
    for quality, part in encoding.qualities.items():
        if best * part > most and quality != least:
            continue
        content = _encoded(image, {**encoding.options, "quality": quality})
        best = len(content) / part
        if len(content) <= most:
            break
    return content, best


def _sizes(image: Image.Image, folder: Path) -> dict[str, Any]:
    widths = _widths(image.width)
    best = dict.fromkeys(FORMATS, 0.0)
    narrower = widths[0]
    for width in widths:
        height = max(1, round(image.height * width / image.width))
        sized = image.resize((width, height), Image.Resampling.LANCZOS)
        for ending, encoding in FORMATS.items():
            expected = best[ending] * (width / narrower) ** GROWTH
            content, best[ending] = _light(sized, encoding, expected)
            (folder / f"{width}.{ending}").write_bytes(content)
        narrower = width
    largest = widths[-1]
    return {
        "widths": widths,
        "size": [largest, max(1, round(image.height * largest / image.width))],
    }


def main(verb: str, folder: str) -> dict[str, Any]:
    """Do what is asked and return the answer."""
    try:
        of_any_shape = verb in ("retake", "sizes")
        kind, image = read(sys.stdin.buffer, of_any_shape=of_any_shape)
        if verb == "check":
            return {"kind": kind}
        return {"accept": _accept, "retake": _accept, "sizes": _sizes}[verb](image, Path(folder))
    except UnreadablePhoto as refusal:
        return refusal.answer
    except MemoryError:
        return {"refused": "heavy"}


def _bound() -> None:
    """Let the kernel hold the limits, where it can (Linux counts private memory, others do not)."""
    for kind, most in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):
            continue


if __name__ == "__main__":
    _bound()
    print(json.dumps(main(sys.argv[1], sys.argv[2])))
