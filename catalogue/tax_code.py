"""Vietnamese tax codes (mã số thuế): a check digit tells a slip of the pen at once.

10 digits, with a branch 13; households may use the 12 digits of a personal number, which carry no
check digit (TT 105/2020; domain rules on e-invoices, NĐ 254/2026 Đ.10).
"""

import re

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def normalize_tax_code(text: str) -> str:
    """Return "0100109106-001" for any usual spelling; other text comes back without spaces."""
    bare = re.sub(r"[\s.\-–]", "", text)
    is_branch = len(bare) == 13 and bare.isdecimal()
    return f"{bare[:10]}-{bare[10:]}" if is_branch else bare


def is_tax_code(code: str) -> bool:
    """Whether a normalised code can have been issued."""
    if re.fullmatch(r"[0-9]{12}", code):
        return True
    match = re.fullmatch(r"([0-9]{10})(?:-([0-9]{3}))?", code)
    if match is None or match[2] == "000":
        return False
    digits = [int(digit) for digit in match[1]]
    total = sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=False))
    return 10 - total % 11 == digits[9]
