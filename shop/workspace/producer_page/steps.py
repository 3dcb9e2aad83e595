"""The steps of a producer's page: their headings and the bar above the form."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.producer_pages.completeness import (
    CONTACT,
    PEOPLE,
    PLACE,
    PORTRAIT,
    VIDEO,
    WORDS,
    PageFault,
)
from shop.partner.models import Partner
from shop.workspace.draft_step_view import StepLink

#: Headings of the steps; the words stand in URLs.
PAGE_STEPS: dict[str, str | Promise] = {
    PORTRAIT: _("Picture and colours"),
    WORDS: _("Your words"),
    PEOPLE: pgettext_lazy("producer", "People"),
    PLACE: _("Place and visits"),
    CONTACT: _("How to reach you"),
    VIDEO: _("A video"),
}


def page_overview_url(partner: Partner) -> str:
    return reverse("workspace:producer-page", kwargs={"pk": partner.pk})


def page_step_url(partner: Partner, step: str) -> str:
    return reverse("workspace:producer-page-step", kwargs={"pk": partner.pk, "step": step})


def page_step_links(
    partner: Partner, current: str, faults: Iterable[PageFault] = ()
) -> list[StepLink]:
    """Return the bar of the steps, with the preview at its end."""
    lacking = {fault.step for fault in faults}
    links = [
        StepLink(label, page_step_url(partner, step), step == current, step in lacking)
        for step, label in PAGE_STEPS.items()
    ]
    return [*links, StepLink(_("Look and send"), page_overview_url(partner), current == "")]
