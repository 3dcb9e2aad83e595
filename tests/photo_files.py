"""Files of photographs as people send them, made in a line: there are no binary fixtures."""

import struct
import zlib
from io import BytesIO

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, TiffImagePlugin

from catalogue.image_renditions import make_missing
from catalogue.models import ProductImage

pillow_heif.register_heif_opener()

ORIENTATION, GPS = 0x0112, 0x8825
PLACE = b"21.0285"  # stands in no other byte of a file
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>" + PLACE + b"</exif:GPSLatitude>"


def photo(kind: str = "JPEG", size=(640, 480), colour="red", mode: str = "RGB", **options) -> bytes:
    """The bytes of a picture of one colour in any kind that Pillow writes."""
    file = BytesIO()
    Image.new(mode, size, colour).save(file, kind, **options)
    return file.getvalue()


def upload(content: bytes, name: str = "IMG_0001.jpg", kind: str = "image/jpeg"):
    """What a browser sends."""
    return SimpleUploadedFile(name, content, kind)


def give_photos(product, number: int = 1) -> list[ProductImage]:
    """Photographs of a product in all sizes, as after the request that brought them."""
    images = [
        ProductImage.objects.create(
            product=product, original=upload(photo()), caption=f"Ảnh {order}", display_order=order
        )
        for order in range(number)
    ]
    assert len(list(make_missing())) == number
    return images


def exif(*, orientation: int = 1, place: bool = True) -> bytes:
    """What a phone writes beside a picture: how it was held, and where."""
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    tags[0x010E] = "Ruộng bậc thang".encode().decode("latin-1")
    if place:
        ratio = TiffImagePlugin.IFDRational
        tags[GPS] = {1: "N", 2: (ratio(21), ratio(1), ratio(43)), 29: PLACE.decode()}
    return tags.tobytes()


def from_a_phone(kind: str = "JPEG", **options) -> bytes:
    """A photograph with its place in EXIF and, where the kind has it, in XMP."""
    beside = {"exif": exif(), "comment": PLACE} if kind == "JPEG" else {"exif": exif()}
    if kind in ("JPEG", "WEBP", "HEIF", "AVIF"):
        beside["xmp"] = XMP
    return photo(kind, **beside, **options)


def display_p3(gamma: float | None = None) -> bytes:
    """A profile with the published primaries of Display P3, and sRGB's curve or a plain gamma."""

    def fixed(*numbers: float) -> bytes:
        return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)

    if gamma:
        curve = b"para" + bytes(4) + struct.pack(">HH", 0, 0) + fixed(gamma)
    else:
        curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0)
        curve += fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    words = "Display P3".encode("utf-16-be")
    name = b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(words), 28)
    tags = {
        b"desc": name + words,
        b"wtpt": b"XYZ " + bytes(4) + fixed(0.9642, 1.0, 0.8249),
        b"rXYZ": b"XYZ " + bytes(4) + fixed(0.51512, 0.24120, -0.00105),
        b"gXYZ": b"XYZ " + bytes(4) + fixed(0.29198, 0.69225, 0.04189),
        b"bXYZ": b"XYZ " + bytes(4) + fixed(0.15710, 0.06657, 0.78407),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for tag, content in tags.items():
        table += tag + struct.pack(">II", start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    header = struct.pack(
        ">I4sI4s4s4s", start + len(data), b"lcms", 0x04000000, b"mntr", b"RGB ", b"XYZ "
    )
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    header += fixed(0.9642, 1.0, 0.8249)
    return header.ljust(128, b"\0") + table + data


def png(
    width: int, height: int, *, colour_type: int, depth: int = 8, chunks=(), row: bytes
) -> bytes:
    """A PNG whose rows are all the same, whatever Pillow would write: small and as large as wanted."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    packer, packed = zlib.compressobj(9), []
    for _row in range(height):
        packed.append(packer.compress(b"\0" + row))
    packed.append(packer.flush())
    head = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    between = b"".join(chunk(kind, content) for kind, content in chunks)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + between
        + chunk(b"IDAT", b"".join(packed))
        + chunk(b"IEND", b"")
    )


def palette_png(side: int) -> bytes:
    """One byte a pixel; 7,000 × 7,000 in a few kilobytes."""
    colours = (b"PLTE", bytes([200, 60, 40] * 2))
    return png(side, side, colour_type=3, chunks=[colours], row=bytes(side))


def rgba_png(side: int) -> bytes:
    """Four bytes a pixel, half transparent."""
    return png(side, side, colour_type=6, row=bytes([9, 200, 9, 128]) * side)


def bits_png(side: int) -> bytes:
    """Eight pixels a byte."""
    return png(side, side, colour_type=0, depth=1, row=bytes(-(-side // 8)))


def grey_sixteen_png(value: int, *, side: int = 240, chunks=()) -> bytes:
    """Sixteen bits of grey a pixel."""
    row = value.to_bytes(2) * side
    return png(side, side, colour_type=0, depth=16, chunks=chunks, row=row)
