"""The news to a seller's people: a proof is verified, sent back or withdrawn."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Proof
from catalogue.models.proof import ProofState
from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.notices.events import PROOF_VERIFIED
from shop.order.emails.recipients import email_of_account


@renders(PROOF_VERIFIED.email, gettext_lazy("What became of a certificate sent in, to its holder"))
def render_proof_decided(email: OutgoingEmail) -> RenderedEmail | None:
    """Say how it stands now; nothing where it is gone or waits once more."""
    proofs = Proof.objects.select_related("producer").exclude(state=ProofState.SUBMITTED)
    proof, to = proofs.filter(pk=email.about).first(), email_of_account(email.reader)
    if proof is None or not to or not email.reader:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        title = f"{capfirst(proof.get_kind_display())} {proof.number}"
        is_verified = proof.state == ProofState.VERIFIED
        subject = _("%(title)s is verified") if is_verified else _("%(title)s: not shown to buyers")
        path = reverse("workspace:proofs", kwargs={"pk": proof.producer.partner_id})
        context = {
            "title": title,
            "is_verified": is_verified,
            "valid_until": proof.valid_until,
            "reason": proof.reason,
            "url": absolute_url(path),
        }
        return compose(
            to=to,
            subject=subject % {"title": title},
            template="emails/proof_decided",
            context=context,
        )
