"""Finding an order's reference in what banks make of a transfer's text.

"MBVCB.123.ocop 100-023.CT tu…" names OCOP100023: letters of either case, with spaces, dashes and
dots put in, between numbers of the bank's own.
"""

import re
from itertools import accumulate

from catalogue.text import fold

#: What a bank transfer names, before the order's number.
REFERENCE_PREFIX = "OCOP"
#: Digits of the shortest and the longest order number.
_SHORTEST, _LONGEST = 3, 12
_NAMED = re.compile(r"[o0] ?c ?[o0] ?p ?(?P<digits>\d[\d ]*)")
_REFUND = re.compile(_NAMED.pattern + r"h ?t ?(?P<refund>\d[\d ]*)")
_PIECE = re.compile(r"\d+")


def find_references(content: str) -> list[list[str]]:
    """Return, for each place that names an order, the references it may mean, the longest first.

    Digits parted by a gap may belong together or be two numbers: whoever asks looks which exist.
    """
    places = []
    for match in _NAMED.finditer(fold(content)):
        joined = accumulate(_PIECE.findall(match["digits"]))
        numbers = [number for number in joined if _SHORTEST <= len(number) <= _LONGEST]
        if numbers:
            places.append([f"{REFERENCE_PREFIX}{number}" for number in reversed(numbers)])
    return places


def find_refunds(content: str) -> set[int]:
    """Return the numbers of refunds that a text may name, as "OCOP100023HT57" names 57."""
    return {
        int(number)
        for match in _REFUND.finditer(fold(content))
        for number in accumulate(_PIECE.findall(match["refund"]))
        if len(number) <= _LONGEST
    }
