"""Product codes of OCOP: five parts until mid-2025, four since (QĐ 26/2026 Phụ lục II)."""

import re

from catalogue.register.printed_dates import plain

_CODE = re.compile(r"\d{2}-(?:\d{3}-)?\d{5}-\d+-20\d{2}")
_GAPS = re.compile(r"\s*[-–—.]\s*|\s+")


def read_product_code(text: str) -> str:
    """Return the code that a text consists of, its dashes as such and without spaces; else "".

    The serial is not padded: it is kept as printed.
    """
    code = _GAPS.sub("-", plain(text))
    return code if _CODE.fullmatch(code) and len(code) <= 40 else ""
