"""Which text of the terms a buyer agrees to: its version is kept with the order.

The buyer may ask years later what was agreed (Luật 19/2023 Đ.38.1); Wagtail keeps every published
text under its revision number, so the number and the day are enough to find it again.
"""

from wagtail.models import Page

from catalogue.clock import VIETNAM

TERMS_SLUG = "dieu-khoan"
#: The version of the texts that the shop is shipped with, until a page is published.
SHIPPED = "2026-11-01"


def terms_version() -> str:
    """Return "2026-11-21/42": the day (in Vietnam) the terms were published and their revision.

    One query. The shipped version stands for a shop that has no page of terms.
    """
    return text_version(Page.objects.live().filter(slug=TERMS_SLUG, depth=3).first())


def text_version(page: Page | None) -> str:
    """Return the version of the published text of any page; see terms_version()."""
    if page is None or page.last_published_at is None:
        return SHIPPED
    day = page.last_published_at.astimezone(VIETNAM).date()
    return f"{day.isoformat()}/{page.live_revision_id}" if page.live_revision_id else f"{day}"
