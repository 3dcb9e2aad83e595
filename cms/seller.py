"""The seller's facts within the standing texts: they are settings, so that no text goes stale."""

import re

from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

_PLACEHOLDER = re.compile(r"\{(legal_name|address|registration|representative|phone|email)\}")


def fill_seller_facts(text: SafeString) -> SafeString:
    """Return a rendered text whose {legal_name}, {phone} … are those of OCOP_SELLER.

    What has not been entered says so: nothing is made up (NĐ 248/2026 Đ.4).
    """

    missing = format_html("<em>({})</em>", _("not entered yet"))

    def fact(placeholder: re.Match) -> str:
        value = settings.OCOP_SELLER.get(placeholder[1])
        return escape(value) if value else missing

    return mark_safe(_PLACEHOLDER.sub(fact, text))  # noqa: S308 - editors' text, facts escaped
