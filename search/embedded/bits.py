"""Sets of places on a list, each one whole number: "and" and "how many" take a microsecond.

Place 0 is the highest bit, so that the number written in binary reads like the list.
"""

from collections.abc import Iterable, Iterator
from itertools import compress

_FLAGS = bytes.maketrans(b"01", b"\x00\x01")


def every(size: int) -> int:
    """Return the set of all places of a list of that length."""
    return (1 << size) - 1


def gather(places: Iterable[int], size: int) -> int:
    """Return these places as a set."""
    digits = bytearray(b"0") * size
    for place in places:
        digits[place] = 49
    return int(digits or b"0", 2)


def flags(bits: int, size: int) -> bytes:
    """Return one byte for each place, 1 for those in the set."""
    return f"{bits:0{size}b}".encode().translate(_FLAGS) if size else b""


def places(bits: int, size: int) -> Iterator[int]:
    """Return the places in a set, in order."""
    return compress(range(size), flags(bits, size))


def few(places: Iterable[int], size: int) -> int:
    """Return these places as a set; for a handful quicker than gather()."""
    found = 0
    for place in places:
        found |= 1 << (size - 1 - place)
    return found


def first(bits: int, size: int, limit: int) -> list[int]:
    """Return the first places in a set, in order; for a handful quicker than places()."""
    found: list[int] = []
    while bits and len(found) < limit:
        top = bits.bit_length() - 1
        found.append(size - 1 - top)
        bits ^= 1 << top
    return found
