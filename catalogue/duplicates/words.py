"""Names of products and producers as words that can be compared: without packs, sizes, legal forms."""

import re
from functools import lru_cache

from catalogue.register.identity import name_key, producer_key
from catalogue.text import normalize, tone_key

_OCOP_MARK = re.compile(r"(?:đạt\s+)?(?:chuẩn\s+)?OCOP(?:\s+\d\s*(?:sao|\*|★)?)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
#: Words of packing before or after a name; "túi lọc" and "hộp quà" say what it is, not how much.
_PACK = frozenset(tone_key("chai lọ hũ bịch lon thùng hộp túi gói bao combo set khay").split())
_SAYS_WHAT = frozenset({"loc", "qua"})
_GENERIC = frozenset({"dac san", "san pham"})
#: What remains of legal forms and lines of business in catalogue.register.identity's keys; folded.
_FORMS = (
    *("cong ty", "trach nhiem huu han", "mot thanh vien", "co phan", "hop tac xa", "to hop tac"),
    *("ho kinh doanh", "co so san xuat", "co so che bien", "co so", "chi nhanh", "san xuat"),
    *("thuong mai", "dich vu", "kinh doanh", "xuat nhap khau", "nong nghiep", "tong hop"),
    *("che bien", "nong san", "htx", "tht", "cty", "cssx", "sxtm", "va"),
)
_FORM = re.compile(rf"\b(?:{'|'.join(sorted(_FORMS, key=len, reverse=True))})\b")
#: One syllable of Vietnamese without its marks: onset, vowels, ending.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|tr|th|ph|kh|gh|gi|qu|[bcdghklmnprstvx])?"
    r"(?:oai|oay|oeo|uay|uoi|uou|uya|uye|ieu|yeu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|"
    r"uo|uu|uy|ya|ye|[aeiouy])(?:ch|nh|ng|[cmnpt])?"
)


@lru_cache(maxsize=50_000)
def core_words(title: str) -> tuple[str, ...]:
    """Return the words of a product's name that say what it is, each with its marks (tone_key).

    Left out are sizes, packing, "OCOP 4 sao" and what stands in brackets and says nothing else.
    """
    words = name_key(_OCOP_MARK.sub(" ", normalize(title))).split()
    while len(words) > 1 and _is_pack(words[0], words[1]):
        words = words[1:]
    while len(words) > 1 and words[-1] in _PACK:
        words = words[:-1]
    if len(words) > 2 and f"{bare(words[0])} {bare(words[1])}" in _GENERIC:
        words = words[2:]
    return tuple(words)


def _is_pack(word: str, following: str) -> bool:
    return word in _PACK and bare(following) not in _SAYS_WHAT


def numbers(title: str) -> tuple[str, ...]:
    """Return the numbers that a name states, those of "OCOP 4 sao" apart."""
    return tuple(_NUMBER.findall(_OCOP_MARK.sub(" ", title)))


@lru_cache(maxsize=50_000)
def producer_words(name: str) -> tuple[str, ...]:
    """Return the words of a producer's name without its legal form, folded; all if none is left."""
    folded = " ".join(map(bare, producer_key(name).split()))
    return tuple(_FORM.sub(" ", folded).split()) or tuple(folded.split())


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """Return a word of core_words() without its marks."""
    return "".join(letter for letter in word if letter.isascii())


def is_syllable(word: str) -> bool:
    """Whether a bare word could be Vietnamese: a slip of the finger mostly could not."""
    return _SYLLABLE.fullmatch(word) is not None


def edit_distance(one: str, other: str, limit: int = 3) -> int:
    """Return how many letters were added, left out, replaced or swapped; `limit` + 1 for more."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before, above = [0] * (len(other) + 1), list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, against in enumerate(other, start=1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return min(above[-1], limit + 1)
