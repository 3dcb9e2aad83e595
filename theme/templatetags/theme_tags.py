"""Formatting of money, dates, stars and names for templates; nothing here asks a database."""

import re

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _

from theme.formats import (
    NBSP,
    clock_date,
    day_span,
    dong,
    end_moment,
    short_producer,
    signed_dong,
    thousands,
    vn_date,
    weekday_date,
    weekday_span,
    when,
)
from theme.packaging_units import local_unit

register = template.Library()
JOINER = "\u2060"

_SHORT_SECTORS = {
    "Dược liệu và sản phẩm từ dược liệu": "Dược liệu",
    "Hàng thủ công mỹ nghệ": "Thủ công",
    "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch": "Du lịch",
    "Medicinal plants and products made from them": "Herbal",
    "Ornamental plants and animals": "Plants and animals",
    "Community tourism, eco-tourism and visitor sites": "Tourism",
}


register.filter(thousands)
register.filter(dong)
register.filter(signed_dong)
register.filter(vn_date)
register.filter(clock_date)
register.filter(end_moment)
register.filter(day_span)
register.filter(when)
register.filter(weekday_date)
register.filter(weekday_span)
register.filter(short_producer)
register.filter(local_unit)


@register.filter
def stars_label(stars: int, state: str = "in_force") -> str:
    """Say what a seal means to those who cannot see it."""
    if state == "ended":
        return _("OCOP %(stars)s stars, no longer certified") % {"stars": stars}
    if state == "uncertain":
        return _("OCOP %(stars)s stars, not sure that they still hold") % {"stars": stars}
    if state == "sourced":
        return _("Certified OCOP %(stars)s stars, by a public source") % {"stars": stars}
    if state == "pending":
        return _("Awaiting the national result for 5 stars")
    return _("Certified OCOP %(stars)s stars") % {"stars": stars}


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
