"""HEIC files as phones write them, box by box: tiles under one grid, turned and with more beside it.

Pillow writes one picture in one piece, which no phone does.
"""

import struct
from collections.abc import Callable
from io import BytesIO

import pillow_heif
from PIL import Image

TILE = 512
GAIN_MAP = b"urn:com:apple:photo:2020:aux:hdrgainmap\0"
Colour = tuple[int, int, int]


def tiled_heic(
    size: tuple[int, int],
    colour: Callable[[int, int], Colour],
    *,
    quarter_turns: int | None = None,
    exif: bytes = b"",
    gain_map: bool = False,
) -> bytes:
    """A picture of tiles, each of the colour of its column and row, `quarter_turns` to the left."""
    (width, height), heic = size, _Heic()
    columns, rows = -(-width // TILE), -(-height // TILE)
    tiles = [
        heic.add_coded(Image.new("RGB", (TILE, TILE), colour(column, row)))
        for row in range(rows)
        for column in range(columns)
    ]
    whole = struct.pack(">BBBBII", 0, 1, rows - 1, columns - 1, width, height)
    properties = [_box(b"ispe", struct.pack(">II", width, height), 0)]
    if quarter_turns is not None:
        properties.append(_box(b"irot", bytes([quarter_turns])))
    grid = heic.primary = heic.add(b"grid", whole, properties)
    heic.refer(b"dimg", grid, tiles)
    if exif:
        heic.refer(b"cdsc", heic.add(b"Exif", struct.pack(">I", 0) + exif, []), [grid])
    if gain_map:
        kind = _box(b"auxC", GAIN_MAP, 0)
        heic.refer(b"auxl", heic.add_coded(Image.new("L", (TILE, TILE), 128), kind), [grid])
    return heic.written()


class _Heic:
    """Items with their properties and references, numbered from 1."""

    def __init__(self) -> None:
        self.items: list[tuple[bytes, bytes]] = []
        self.properties: list[bytes] = []
        self.owned: list[list[int]] = []
        self.references: list[bytes] = []
        self.coded: dict[bytes, tuple[bytes, bytes]] = {}
        self.primary = 1

    def add(self, kind: bytes, content: bytes, properties: list[bytes]) -> int:
        self.items.append((kind, content))
        self.owned.append([self._number(each) for each in properties])
        return len(self.items)

    def add_coded(self, image: Image.Image, *properties: bytes) -> int:
        pixels = image.tobytes()
        if pixels not in self.coded:
            self.coded[pixels] = _coded(image)
        settings, content = self.coded[pixels]
        sides = _box(b"ispe", struct.pack(">II", *image.size), 0)
        return self.add(b"hvc1", content, [settings, sides, *properties])

    def refer(self, kind: bytes, item: int, to: list[int]) -> None:
        numbers = struct.pack(f">HH{len(to)}H", item, len(to), *to)
        self.references.append(_box(kind, numbers))

    def written(self) -> bytes:
        head = _box(b"ftyp", b"heic\0\0\0\0mif1heic")
        begin = len(head) + len(self._meta(0)) + 8
        contents = b"".join(content for _kind, content in self.items)
        return head + self._meta(begin) + _box(b"mdat", contents)

    def _number(self, written: bytes) -> int:
        if written not in self.properties:
            self.properties.append(written)
        return self.properties.index(written) + 1

    def _meta(self, begin: int) -> bytes:
        told, placed, owned = [], [], []
        for number, (kind, content) in enumerate(self.items, 1):
            hidden = 0x02000000 | (number != self.primary)
            told.append(_box(b"infe", struct.pack(">HH4sB", number, 0, kind, 0), hidden))
            placed.append(struct.pack(">HHHII", number, 0, 1, begin, len(content)))
            begin += len(content)
            own = self.owned[number - 1]
            owned.append(struct.pack(">HB", number, len(own)) + bytes(each | 0x80 for each in own))
        counted = struct.pack(">H", len(told))
        parts = (
            _box(b"hdlr", bytes(4) + b"pict" + bytes(13), 0),
            _box(b"pitm", struct.pack(">H", self.primary), 0),
            _box(b"iinf", counted + b"".join(told), 0),
            _box(b"iref", b"".join(self.references), 0),
            _box(
                b"iprp",
                _box(b"ipco", b"".join(self.properties))
                + _box(b"ipma", struct.pack(">I", len(owned)) + b"".join(owned), 0),
            ),
            _box(b"iloc", b"\x44\0" + counted + b"".join(placed), 0),
        )
        return _box(b"meta", b"".join(parts), 0)


def _box(kind: bytes, content: bytes, version: int | None = None) -> bytes:
    if version is not None:
        content = struct.pack(">I", version) + content
    return struct.pack(">I", 8 + len(content)) + kind + content


def _coded(image: Image.Image) -> tuple[bytes, bytes]:
    """The settings and the stream of one picture, out of a file with nothing else in it."""
    file = BytesIO()
    pillow_heif.from_pillow(image).save(file, quality=60)
    content = file.getvalue()
    return _cut(content, b"hvcC"), _cut(content, b"mdat")[8:]


def _cut(content: bytes, kind: bytes) -> bytes:
    start = content.index(kind) - 4
    return content[start : start + int.from_bytes(content[start : start + 4])]
