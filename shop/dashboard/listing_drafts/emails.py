"""The news to a seller's people: a draft is approved, or something is to be changed."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import ListingTransition
from catalogue.models.reviewed_draft import DraftState
from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.notices.events import LISTING_APPROVED
from shop.order.emails.recipients import email_of_account


@renders(LISTING_APPROVED.email, gettext_lazy("What became of a listing, to its seller"))
def render_listing_decided(email: OutgoingEmail) -> RenderedEmail | None:
    """Say what was decided; nothing where the draft is gone."""
    steps = ListingTransition.objects.select_related("draft__producer")
    step, to = steps.filter(pk=email.about).first(), email_of_account(email.reader)
    if step is None or not to or not email.reader:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        is_approved = step.after == DraftState.APPROVED
        subject = _("“%(name)s” is approved") if is_approved else _("“%(name)s”: please change it")
        path = reverse("workspace:listing", kwargs={"pk": step.draft_id})
        context = {
            "title": step.draft.title,
            "is_approved": is_approved,
            "awaits_certificate": bool(step.draft.decision_number),
            "reason": step.reason,
            "url": absolute_url(path),
        }
        return compose(
            to=to,
            subject=subject % {"name": step.draft.title},
            template="emails/listing_decided",
            context=context,
        )
