"""The steps of a listing: which there are, which is next, and how far the draft is."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.clock import today
from catalogue.listings.completeness import (
    CERTIFICATE,
    LABEL,
    NAME,
    OFFER,
    PHOTOS,
    SEASON,
    ListingFault,
)
from catalogue.models import ListingDraft
from shop.workspace.draft_step_view import StepLink

#: Headings of the steps; the words stand in URLs.
STEPS: dict[str, str | Promise] = {
    PHOTOS: _("Photographs"),
    NAME: _("Name and kind"),
    OFFER: _("Pack and price"),
    SEASON: _("Season and where it is sent"),
    LABEL: _("What the label says"),
    CERTIFICATE: _("OCOP certificate"),
}


def steps_of(draft: ListingDraft) -> list[str]:
    """Return the steps of a draft; whose certificate is in force sends none."""
    if draft.product and draft.product.certificates.in_force(today()).exists():
        return [step for step in STEPS if step != CERTIFICATE]
    return list(STEPS)


def step_url(draft: ListingDraft, step: str) -> str:
    return reverse("workspace:listing-step", kwargs={"pk": draft.pk, "step": step})


def overview_url(draft: ListingDraft) -> str:
    return reverse("workspace:listing", kwargs={"pk": draft.pk})


def next_url(draft: ListingDraft, step: str, steps: list[str]) -> str:
    """Return where a step leads: to the next one, from the last to the preview."""
    place = steps.index(step) + 1
    return step_url(draft, steps[place]) if place < len(steps) else overview_url(draft)


def step_links(
    draft: ListingDraft, steps: list[str], current: str, faults: Iterable[ListingFault] = ()
) -> list[StepLink]:
    """Return the bar of the steps, with the preview at its end."""
    lacking = {fault.step for fault in faults}
    links = [
        StepLink(STEPS[step], step_url(draft, step), step == current, step in lacking)
        for step in steps
    ]
    return [*links, StepLink(_("Look and send"), overview_url(draft), current == "")]
