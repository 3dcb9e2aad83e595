"""Money, dates and names as people write them: plain functions, filters in theme_tags."""

import datetime
import re
from calendar import monthrange
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

NBSP = "\u00a0"

#: As people say them; Django's own for Vietnamese are "Thứ 2".
_WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)
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


def signed_dong(amount: int | Decimal) -> str:
    """Write whole đồng that may go off an account, with a true minus: −12.000 ₫."""
    return f"−{dong(-amount)}" if amount < 0 else dong(amount)


def vn_date(day: datetime.date | datetime.datetime | str | None) -> str:
    """Write the day in Vietnam: 21/11/2026, in English 21 Nov 2026; what is no date stays as it is."""
    if isinstance(day, datetime.datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return date_format(day, "DATE_FORMAT") if isinstance(day, datetime.date) else str(day or "")


def clock_date(moment: datetime.datetime | None) -> str:
    """Write a moment in Vietnam: 22:41 01/12/2026, in English 22:41 1 Dec 2026: no month reads as a day."""
    if moment is None:
        return ""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{local:%H:%M} {vn_date(local.date())}"


def end_moment(moment: datetime.datetime) -> str:
    """Write an end that is not in it any more: midnight is the end of the day before, as people say."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    if local.time() == datetime.time.min:
        return _("the end of %(day)s") % {"day": vn_date(local.date() - datetime.timedelta(days=1))}
    return clock_date(local)


def weekday_date(day: datetime.date | None) -> str:
    """Write a day to expect something on: thứ Năm 3/12, in English Thu 3 Dec; the year if it is another."""
    if day is None:
        return ""
    written = f"{_WEEKDAYS[day.weekday()]} {date_format(day, pgettext('day and month', 'j M'))}"
    if day.year == timezone.localdate().year:
        return written
    return pgettext("day and year", "%(day)s %(year)d") % {"day": written, "year": day.year}


def weekday_span(first: datetime.date | None, last: datetime.date | None = None) -> str:
    """Write from when to when something comes: thứ Năm 3/12 – thứ Hai 7/12; one day once."""
    if last is None or first == last:
        return weekday_date(first)
    return f"{weekday_date(first)} – {weekday_date(last)}"


def day_span(first: datetime.date | str, last: datetime.date | str | None = None) -> str:
    """Write a day, or what is known of it: 17/01/2025, khoảng 17/05/2023 – 24/07/2023, năm 2023.

    A whole month and a whole year are named, so that no day stands there that no source says.
    """
    if not last or first == last:
        return vn_date(first)
    if unit := _whole_unit(first, last):
        return unit
    return _("about %(first)s – %(last)s") % {"first": vn_date(first), "last": vn_date(last)}


def when(first: datetime.date | str, last: datetime.date | str | None = None) -> str:
    """Write the same as part of a sentence: ngày 17/01/2025, trong khoảng …, trong năm 2023."""
    if not last or first == last:
        return _("on %(date)s") % {"date": vn_date(first)}
    if unit := _whole_unit(first, last):
        return pgettext("month or year", "in %(unit)s") % {"unit": unit}
    return _("between %(first)s and %(last)s") % {"first": vn_date(first), "last": vn_date(last)}


def _whole_unit(first: datetime.date | str, last: datetime.date | str) -> str:
    """Name the year or the month that lies between two days, both included; empty where none does."""
    if not isinstance(first, datetime.date) or not isinstance(last, datetime.date):
        return ""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        years = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        return pgettext("a whole year", "%(year)s") % {"year": years}
    same_month = (first.year, first.month) == (last.year, last.month)
    if same_month and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return date_format(first, pgettext("month in a sentence", "F Y"))
    return ""


def short_producer(name: str) -> str:
    """Shorten the legal form in a producer's name, as people say it: Hợp tác xã → HTX."""
    forms = dict(_SHORT_FORMS)
    return _LONG_FORM.sub(lambda match: forms[match[0].lower()], name or "")
