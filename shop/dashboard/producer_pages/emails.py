"""The news to a seller's people: their page is approved, or something is to be changed."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import ProducerPageTransition
from catalogue.models.reviewed_draft import DraftState
from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.notices.events import PAGE_APPROVED
from shop.order.emails.recipients import email_of_account


@renders(PAGE_APPROVED.email, gettext_lazy("What became of a producer's page, to its people"))
def render_page_decided(email: OutgoingEmail) -> RenderedEmail | None:
    """Say what was decided; nothing where the draft is gone."""
    steps = ProducerPageTransition.objects.select_related("draft__producer")
    step, to = steps.filter(pk=email.about).first(), email_of_account(email.reader)
    if step is None or not to or not email.reader:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        is_approved = step.after == DraftState.APPROVED
        producer = step.draft.producer
        path = reverse("workspace:producer-page", kwargs={"pk": producer.partner_id})
        context = {
            "name": producer.name,
            "is_approved": is_approved,
            "reason": step.reason,
            "url": absolute_url(path),
        }
        return compose(
            to=to,
            subject=_("Your page is approved") if is_approved else _("Your page: please change it"),
            template="emails/producer_page_decided",
            context=context,
        )
