"""Vietnamese phone numbers: shape, not carriers (carriers change, MNP is allowed)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOBILE = re.compile(r"^\+84[35789][0-9]{8}$")


def normalize_phone(text: str) -> str:
    """Return +84… for "0912 345 678", "84912345678", "+84 (0)912…"; other text comes back bare."""
    digits = re.sub(r"[^0-9+]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(\+84|0084|84)0?(?=[1-9][0-9]{8}$)", "0", digits)
    return "+84" + digits[1:] if digits.startswith("0") else digits


def validate_phone(text: str) -> None:
    """Raise ValidationError unless the text is a Vietnamese mobile number in any usual spelling."""
    if not MOBILE.match(normalize_phone(text)):
        raise ValidationError(
            _("Enter a Vietnamese mobile number of 10 digits, such as 0912 345 678.")
        )


def read_phone(text: str) -> str:
    """Return a phone as +84…; raises ValidationError unless it is a Vietnamese mobile number."""
    validate_phone(text)
    return normalize_phone(text)


def local_phone(phone: str) -> str:
    """Write +84912345678 as people read it: 0912 345 678."""
    digits = phone.replace("+84", "0", 1)
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}" if len(digits) == 10 else digits
