"""Sets of positions in a list, each one whole number: "and" and "how many" take a microsecond.

Position 0 is the highest bit, so that the number written in binary reads like the list.
"""

from collections.abc import Iterable, Iterator
from itertools import compress

_FLAGS = bytes.maketrans(b"01", b"\x00\x01")


def all_positions(size: int) -> int:
    """Return the set of all positions of a list of that length."""
    return (1 << size) - 1


def bitset(positions: Iterable[int], size: int) -> int:
    """Return these positions as a set."""
    digits = bytearray(b"0") * size
    for position in positions:
        digits[position] = 49
    return int(digits or b"0", 2)


def flags(bits: int, size: int) -> bytes:
    """Return one byte for each position, 1 for those in the set."""
    return f"{bits:0{size}b}".encode().translate(_FLAGS) if size else b""


def positions_in(bits: int, size: int) -> Iterator[int]:
    """Return the positions in a set, in order."""
    return compress(range(size), flags(bits, size))


def small_bitset(positions: Iterable[int], size: int) -> int:
    """Return these positions as a set; for a handful quicker than bitset()."""
    bits = 0
    for position in positions:
        bits |= 1 << (size - 1 - position)
    return bits


def first_positions(bits: int, size: int, limit: int) -> list[int]:
    """Return the first positions in a set, in order; for a handful quicker than positions_in()."""

    result: list[int] = []
    while bits and len(result) < limit:
        top = bits.bit_length() - 1
        result.append(size - 1 - top)
        bits ^= 1 << top
    return result
