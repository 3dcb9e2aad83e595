"""Phone numbers as people write them: shape, not carriers (carriers change, MNP is allowed).

Stored as +84… (or + and the code of another country); shown to Vietnamese eyes as 0912 345 678.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import to_python

MOBILE = re.compile(r"^\+84[35789][0-9]{8}$")
#: A landline has an area code of two or three digits after the 0, and ten digits with it
#: (024 3825 1234, 0203 382 5678; Thông tư 22/2014/TT-BTTTT).
LANDLINE = re.compile(r"^\+842[0-9]{9}$")
#: Any other country's number (ITU-T E.164); the + tells it from a slip.
FOREIGN = re.compile(r"^\+(?!84)[1-9][0-9]{6,14}$")
_PREFIXED = re.compile(r"^(\+84|0084|84)0?(?=[1-9][0-9]{8,9}$)")
_WITHOUT_ZERO = re.compile(r"^[35789][0-9]{8}$")
_TWO_DIGIT_AREAS = ("024", "028")

MOBILE_NEEDED = _("Enter a Vietnamese mobile number of 10 digits, such as 0912 345 678.")
VIETNAMESE_NEEDED = _(
    "Enter a Vietnamese phone number: a mobile such as 0912 345 678, or a landline with its area "
    "code such as 024 3825 1234."
)
ANY_NEEDED = _(
    "Enter a Vietnamese number such as 0912 345 678, or a foreign one with + and the country code "
    "such as +1 415 555 2671."
)


def normalize_phone(text: str) -> str:
    """Return +84… for "0912 345 678", "84912345678", "+84 (0)912…", "912345678", "028 3829 5678";
    + and digits for "0049 30 123456"; other text comes back bare.
    """
    digits = re.sub(r"[^0-9+]", "", unicodedata.normalize("NFKC", text))
    digits = _PREFIXED.sub("0", digits)
    if _WITHOUT_ZERO.match(digits):
        digits = f"0{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return "+84" + digits[1:] if digits.startswith("0") else digits


def validate_phone(text: str) -> None:
    """Raise ValidationError unless the text is a Vietnamese mobile number in any usual spelling."""
    if not MOBILE.match(normalize_phone(text)):
        raise ValidationError(MOBILE_NEEDED)


def read_phone(text: str) -> str:
    """Return a phone as +84…; raises ValidationError unless it is a Vietnamese mobile number."""
    validate_phone(text)
    return normalize_phone(text)


def validate_vietnamese_phone(text: str) -> None:
    """Raise ValidationError unless the text is a Vietnamese mobile or landline."""
    phone = normalize_phone(text)
    if not (MOBILE.match(phone) or LANDLINE.match(phone)):
        raise ValidationError(VIETNAMESE_NEEDED)


def read_vietnamese_phone(text: str) -> str:
    """Return a mobile or landline as +84…: a courier has to reach it; raises ValidationError."""
    validate_vietnamese_phone(text)
    return normalize_phone(text)


def read_any_phone(text: str) -> str:
    """Return a Vietnamese phone, or a foreign one written with +; raises ValidationError."""
    phone = normalize_phone(text)
    if not any(shape.match(phone) for shape in (MOBILE, LANDLINE, FOREIGN)):
        raise ValidationError(ANY_NEEDED)
    return phone


def local_phone(phone: str) -> str:
    """Write +84912345678 as people read it: 0912 345 678, 024 3825 1234, +1 415-555-2671."""
    if FOREIGN.match(phone):
        return _international(phone)
    digits = phone.replace("+84", "0", 1)
    if len(digits) == 11 and digits.startswith(_TWO_DIGIT_AREAS):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    if len(digits) in (10, 11):
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    return digits


def _international(phone: str) -> str:
    """A foreign number in its country's grouping; as it is where that is not known."""
    number = to_python(phone)
    return str(number.as_international) if number and number.is_valid() else phone
