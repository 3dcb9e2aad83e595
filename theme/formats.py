"""Money, dates and names as people write them: plain functions, filters in theme_tags."""

import datetime
import re
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

NBSP = "\u00a0"

_SHORT_FORMS = (
    ("liên hiệp hợp tác xã", "LH HTX"),
    ("hợp tác xã", "HTX"),
    ("tổ hợp tác", "THT"),
    ("trách nhiệm hữu hạn", "TNHH"),
    ("công ty cổ phần", "Cty CP"),
    ("công ty", "Cty"),
    ("cổ phần", "CP"),
    ("một thành viên", "MTV"),
    ("doanh nghiệp tư nhân", "DNTN"),
    ("cơ sở sản xuất", "CSSX"),
    ("hộ kinh doanh", "HKD"),
    ("thương mại và dịch vụ", "TMDV"),
    ("thương mại dịch vụ", "TMDV"),
    ("sản xuất và thương mại", "SXTM"),
)
_LONG_FORM = re.compile("|".join(re.escape(long) for long, _ in _SHORT_FORMS), re.IGNORECASE)


def thousands(number: int | Decimal | None) -> str:
    """Write a whole number as the reader's language does: 1.427 in Vietnamese, 1,427 in English."""
    if number is None or number == "":
        return ""
    written = f"{int(number):,}"
    return written.replace(",", ".") if (get_language() or "vi").startswith("vi") else written


def dong(amount: int | Decimal | None) -> str:
    """Write whole đồng with a no-break space before the sign: 185000 → 185.000 ₫."""
    return f"{thousands(amount)}{NBSP}₫" if thousands(amount) else ""


def vn_date(day: datetime.date | datetime.datetime | None) -> str:
    """Write the day in Vietnam: 21/11/2026, in English 21 Nov 2026; what is no date stays as it is."""
    if isinstance(day, datetime.datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return date_format(day, "DATE_FORMAT") if isinstance(day, datetime.date) else str(day or "")


def short_producer(name: str) -> str:
    """Shorten the legal form in a producer's name, as people say it: Hợp tác xã → HTX."""
    forms = dict(_SHORT_FORMS)
    return _LONG_FORM.sub(lambda match: forms[match[0].lower()], name or "")
