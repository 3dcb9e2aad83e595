"""The published rules that an order stands under, with their addresses."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from catalogue.paths import absolute_url, localized_path

#: Pages of the first level below home.
DEPTH = 3


def policy_urls() -> dict[str, str]:
    """Return the address of each rule by its name, as far as anybody may read it; one query."""
    labels = {
        "dieu-khoan": _("Terms of sale"),
        "giao-hang-va-phi": _("Delivery and costs"),
        "doi-tra": _("Exchange and return"),
        "khieu-nai": _("Complaints"),
        "quyen-rieng-tu": _("Privacy"),
    }
    open_pages = Page.objects.live().public().filter(slug__in=labels, depth=DEPTH)
    slugs = set(open_pages.values_list("slug", flat=True))
    return {
        label: absolute_url(localized_path(f"/{slug}/"))
        for slug, label in labels.items()
        if slug in slugs
    }
