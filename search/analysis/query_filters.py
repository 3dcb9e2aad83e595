"""Filters that people type in words: "cà phê 5 sao dưới 200k" is a text, stars and a price.

What was typed becomes the filter itself, so that the page shows it and it can be taken away.
"""

import re

from catalogue.text import fold, normalize

_MAX_PRICE = 1_000_000_000
#: What a number without a unit must reach to be a price in đồng.
_MIN_PLAIN_PRICE = 10_000
_UNIT_FACTORS = {"k": 1000, "nghin": 1000, "ngan": 1000, "tr": 1_000_000, "trieu": 1_000_000}
_AMOUNT = r"(\d[\d.,]*)\s*(k|nghìn|nghin|ngàn|ngan|tr|triệu|trieu|đồng|dong|đ|vnđ|vnd)?"
_THOUSANDS = re.compile(r"\d{1,3}([.,]\d{3})+")


def _pattern(inner: str) -> re.Pattern[str]:
    """Read whole words alone; neither a code ("24-601-00012") nor a size ("10kg") is a price."""
    return re.compile(rf"(?<![\w-])(?:{inner})(?![\w-])", re.IGNORECASE)


def _any(phrases: str) -> str:
    """Return what reads these phrases, with their marks or without any."""
    spellings = {form for phrase in phrases.split(", ") for form in (phrase, fold(phrase))}
    return "|".join(sorted(map(re.escape, spellings), key=len, reverse=True))


_BETWEEN = _pattern(rf"(?:(?:từ|tu|from)\s+)?{_AMOUNT}\s*(?:-|–|đến|den|tới|toi|to)\s*{_AMOUNT}")
_BELOW = _pattern(rf"(?:{_any('dưới, không quá, tối đa, under, below')})\s+{_AMOUNT}")
_ABOVE = _pattern(rf"(?:{_any('trên, từ, over, above')})\s+{_AMOUNT}")
_STARS = _pattern(r"((?:từ|tu)\s+)?([345])\s*(?:sao|stars?)(\s+(?:trở lên|tro len))?")
_SORTS = {
    "gia": _pattern(_any("giá rẻ nhất, giá rẻ, rẻ nhất, cheapest")),
    "moi": _pattern(_any("mới nhất, hàng mới, newest")),
}
_REGIONS = {
    "dong-bang-song-cuu-long": "miền Tây, ĐBSCL, đồng bằng sông Cửu Long, Mekong Delta",
    "dong-bang-song-hong": "ĐBSH, đồng bằng sông Hồng, Red River Delta",
    "bac-trung-bo": "Bắc Trung Bộ",
    "dong-nam-bo": "Đông Nam Bộ",
    "trung-du-va-mien-nui-phia-bac": "miền núi phía Bắc",
}
#: Areas that are no region of today: the provinces of before July 2025 that they had.
_FORMER_AREAS = {
    "Tây Nguyên, Central Highlands": "kon-tum gia-lai-cu dak-lak-cu dak-nong lam-dong-cu",
    "Tây Bắc": "hoa-binh son-la-cu dien-bien-cu lai-chau-cu lao-cai-cu yen-bai",
}
_PLACES: list[tuple[re.Pattern[str], dict[str, object]]] = []
_PLACES += [(_pattern(_any(names)), {"region": slug}) for slug, names in _REGIONS.items()]
_PLACES += [
    (_pattern(_any(names)), {"provinces": tuple(slugs.split())})
    for names, slugs in _FORMER_AREAS.items()
]
#: What is left of "OCOP 5 sao" says nothing more.
_FILLER = ("ocop", "san pham", "san pham ocop", "dac san")


def read_filters(text: str) -> tuple[str, dict]:
    """Return a text without the filters typed in it, and these as fields of a query."""
    fields: dict = {}
    rest = normalize(text)
    for read in (_price, _stars, _sort, _place):
        rest = read(rest, fields)
    if not fields:
        return text, {}
    rest = " ".join(rest.split())
    return ("" if fold(rest) in _FILLER else rest), fields


def _price(text: str, fields: dict) -> str:
    for pattern, names in (
        (_BETWEEN, ("price_from", "price_to")),
        (_BELOW, ("price_to",)),
        (_ABOVE, ("price_from",)),
    ):
        match = pattern.search(text)
        amounts = _amounts(match.groups()) if match else None
        if match and amounts:
            fields |= dict(zip(names, amounts, strict=True))
            text = _without(text, match)
    return text


def _amounts(groups: tuple) -> list[int] | None:
    """Return đồng for numbers and their units; the last unit counts for all: "100-200k"."""
    units = [fold(unit or groups[-1] or "") for unit in groups[1::2]]
    amounts = []
    for number, unit in zip(groups[::2], units, strict=True):
        whole = number.strip(".,")
        if _THOUSANDS.fullmatch(whole):
            whole = re.sub("[.,]", "", whole)
        elif whole.count(".") + whole.count(",") > 1:
            return None
        amount = int(float(whole.replace(",", ".")) * _UNIT_FACTORS.get(unit, 1))
        if not unit and amount < _MIN_PLAIN_PRICE:
            return None
        amounts.append(min(amount, _MAX_PRICE))
    return amounts


def _stars(text: str, fields: dict) -> str:
    match = _STARS.search(text)
    if match is None:
        return text
    least = int(match[2])
    fields["stars"] = tuple(range(least, 6)) if match[1] or match[3] else (least,)
    return _without(text, match)


def _sort(text: str, fields: dict) -> str:
    for sort, pattern in _SORTS.items():
        match = pattern.search(text)
        if match:
            fields["sort"] = sort
            return _without(text, match)
    return text


def _place(text: str, fields: dict) -> str:
    for pattern, place_fields in _PLACES:
        match = pattern.search(text)
        if match:
            fields |= place_fields
            return _without(text, match)
    return text


def _without(text: str, match: re.Match) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
