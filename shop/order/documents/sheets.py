"""How every paper that the shop makes for buyers and sellers begins."""

from typing import Literal

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.clock import now
from theme.formats import clock_date
from theme.pdf import PdfSheet


def begin_sheet(
    title: str, *, paper: Literal["A4", "A6"] = "A4", has_foot: bool = False
) -> PdfSheet:
    """Return an empty paper in the language of the reader; a demonstration says so on every page.

    The foot tells the title and when it was printed, in Vietnam.
    """
    moment = now()
    foot = _("%(title)s · printed %(moment)s") % {"title": title, "moment": clock_date(moment)}
    return PdfSheet(
        title=title,
        language=get_language() or "vi",
        made_at=moment,
        foot=foot if has_foot else "",
        stamp=_("Demonstration: nothing is sold or sent") if settings.OCOP_TODAY else "",
        paper=paper,
    )
