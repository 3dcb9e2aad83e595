"""Whole numbers as people in Vietnam type them: "45.000", "45,000 đ", "45k" are 45000.

A dot, a comma or a space between groups of three digits only parts thousands. What could be meant
in two ways is refused, because a price that is wrong a hundredfold is found by the buyer first.
"""

import re
from enum import StrEnum

#: No typed text longer than this is looked at.
LONGEST = 40
_SPACES = " \t\u00a0\u2007\u2009\u202f"
_GROUPED = re.compile(rf"[1-9][0-9]{{0,2}}(?:([.,{_SPACES}])[0-9]{{3}})(?:\1[0-9]{{3}})*")
_PLAIN = re.compile(r"0|[1-9][0-9]*")
_FRACTION = re.compile(r"([0-9]+)[.,]([0-9]+)")
_SHORT_FRACTION = re.compile(r"(0|[1-9][0-9]*)[.,]([0-9]{1,2})")
_DIGITS = re.compile(rf"[0-9][0-9.,{_SPACES}]*")
_WORD = re.compile(rf"(?P<number>.*?[0-9])[{_SPACES}]*(?P<word>[^0-9.,{_SPACES}][^0-9]*)?")
_FACTORS = {
    **dict.fromkeys(("k", "nghìn", "nghin", "ngàn", "ngan"), 1000),
    **dict.fromkeys(("tr", "triệu", "trieu"), 1_000_000),
}
DONG = ("đ", "₫", "d", "đồng", "dong", "vnđ", "vnd")
GRAMS = ("g", "gr", "gram", "gam")
KILOGRAMS = ("kg", "kilogram", "kí", "ký", "cân")


class NumberFault(StrEnum):
    """Why a typed number is not taken."""

    NO_NUMBER = "no_number"
    FRACTION = "fraction"
    GROUPS = "groups"
    NEGATIVE = "negative"


class UnclearNumber(ValueError):
    """What was typed is no whole number, or could be two; `whole` and `fraction` are what was read."""

    def __init__(self, fault: NumberFault, whole: str = "", fraction: str = "") -> None:
        super().__init__(fault)
        self.fault, self.whole, self.fraction = fault, whole, fraction


def read_dong(text: str) -> int:
    """Return đồng: "45.000", "45,000", "45 000", "45.000đ", "45k", "1,5 triệu". Raises UnclearNumber."""
    return _read(text, dict.fromkeys(DONG, 1) | _FACTORS, after_factor=DONG)


def read_grams(text: str) -> int:
    """Return grams: "1.000", "1.000 g", "1,5 kg". Raises UnclearNumber."""
    return _read(text, dict.fromkeys(GRAMS, 1) | dict.fromkeys(KILOGRAMS, 1000))


def read_count(text: str) -> int:
    """Return a number of things: "1.200", "1 200", "1200". Raises UnclearNumber."""
    return _read(text, {})


def _read(text: str, words: dict[str, int], after_factor: tuple[str, ...] = ()) -> int:
    typed = text.strip(_SPACES + "\r\n").lower()
    if len(typed) > LONGEST:
        raise UnclearNumber(NumberFault.NO_NUMBER)
    if typed.startswith(("-", "−", "–")):  # signs that keyboards send
        raise UnclearNumber(NumberFault.NEGATIVE)
    match = _WORD.fullmatch(typed)
    if match is None:
        raise UnclearNumber(NumberFault.NO_NUMBER)
    number, word = match["number"], _bare(match["word"] or "", after_factor, words)
    if word and word not in words:
        raise UnclearNumber(NumberFault.NO_NUMBER)
    return _multiplied(number, words[word]) if word else _whole(number)


def _bare(word: str, ends: tuple[str, ...], words: dict[str, int]) -> str:
    """Return the word that counts: "nghìn đồng" and "kđ" say no more than "nghìn" and "k"."""
    word = word.strip(_SPACES + ".")
    for end in ends:
        shorter = word.removesuffix(end).strip(_SPACES)
        if word not in words and shorter != word and words.get(shorter, 1) > 1:
            return shorter
    return word


def _multiplied(number: str, factor: int) -> int:
    """Return a number before a word; one or two digits behind a comma have one meaning there.

    "1.500 nghìn" has two, so it is refused.
    """
    if factor == 1:
        return _whole(number)
    short = _SHORT_FRACTION.fullmatch(number)
    if short:
        hundredths = int(short[1]) * 100 + int(short[2].ljust(2, "0"))
        return hundredths * factor // 100
    if _PLAIN.fullmatch(number):
        return int(number) * factor
    raise _fault_of(number)


def _whole(number: str) -> int:
    if _PLAIN.fullmatch(number) or _GROUPED.fullmatch(number):
        return int(re.sub(r"[^0-9]", "", number))
    raise _fault_of(number)


def _fault_of(number: str) -> UnclearNumber:
    fraction = _FRACTION.fullmatch(number)
    if fraction:
        return UnclearNumber(NumberFault.FRACTION, fraction[1], fraction[2])
    if _DIGITS.fullmatch(number):
        return UnclearNumber(NumberFault.GROUPS)
    return UnclearNumber(NumberFault.NO_NUMBER)
