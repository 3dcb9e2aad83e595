"""Formatting of money, dates, stars and names for templates; nothing here asks a database."""

import datetime
import re
from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from theme.packaging_units import local_unit

register = template.Library()
NBSP = "\u00a0"
JOINER = "\u2060"

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
_SHORT_SECTORS = {
    "Dược liệu và sản phẩm từ dược liệu": "Dược liệu",
    "Hàng thủ công mỹ nghệ": "Thủ công",
    "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch": "Du lịch",
    "Medicinal plants and products made from them": "Herbal",
    "Ornamental plants and animals": "Plants and animals",
    "Community tourism, eco-tourism and visitor sites": "Tourism",
}
_LONG_FORM = re.compile("|".join(re.escape(long) for long, _ in _SHORT_FORMS), re.IGNORECASE)


@register.filter
def thousands(number: int | Decimal | None) -> str:
    """Write a whole number as the reader's language does: 1.427 in Vietnamese, 1,427 in English."""
    if number is None or number == "":
        return ""
    written = f"{int(number):,}"
    return written.replace(",", ".") if (get_language() or "vi").startswith("vi") else written


@register.filter
def dong(amount: int | Decimal | None) -> str:
    """Write whole đồng with a no-break space before the sign: 185000 → 185.000 ₫."""
    return f"{thousands(amount)}{NBSP}₫" if thousands(amount) else ""


@register.filter
def vn_date(day: datetime.date | datetime.datetime | None) -> str:
    """Write the day in Vietnam: 21/11/2026, in English 21 Nov 2026; what is no date stays as it is."""
    if isinstance(day, datetime.datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return date_format(day, "DATE_FORMAT") if isinstance(day, datetime.date) else str(day or "")


register.filter(local_unit)


@register.filter
def stars_label(stars: int, state: str = "in_force") -> str:
    """Say what a seal means to those who cannot see it."""
    if state == "ended":
        return _("OCOP %(stars)s stars, no longer certified") % {"stars": stars}
    if state == "pending":
        return _("Awaiting the national result for 5 stars")
    return _("Certified OCOP %(stars)s stars") % {"stars": stars}


@register.filter
def short_producer(name: str) -> str:
    """Shorten the legal form in a producer's name, as people say it: Hợp tác xã → HTX."""
    forms = dict(_SHORT_FORMS)
    return _LONG_FORM.sub(lambda found: forms[found[0].lower()], name or "")


@register.filter
def short_sector(name: str) -> str:
    """Shorten the official name of a sector of 2026 to what fits a navigation bar."""
    return _SHORT_SECTORS.get(name, name)


@register.filter
def whole_name(name: str) -> str:
    """Write a dash between words as one, and keep it with the word after it on the same line.

    A line may break after a dash even before a no-break space (UAX 14, LB12a): a joiner forbids it.
    """
    return re.sub(r" [-–—] +", f" –{JOINER}{NBSP}", name or "")


@register.filter
def in_clauses(sentence: str) -> str:
    """Break a sentence after its comma: a headline of two halves stands in two lines."""
    first, comma, rest = (sentence or "").partition(", ")
    return format_html("{},<br>{}", first, rest) if comma else first


@register.simple_tag
def icon(name: str) -> str:
    """Draw an icon of the sprite, hidden from screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#i-{}"></use></svg>',
        static("theme/sprite.svg"),
        name,
    )
