"""E-mails of joining: how a claim stands, that somebody claims a shop front, and invitations."""

from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.notices.events import SHOP_FRONT_CLAIMED
from shop.onboarding.links import invitation_path
from shop.partner.models import ClaimState, ClaimTransition, Invitation, Membership, ProducerClaim
from theme.formats import vn_date

CLAIM_MOVED, CLAIM_OF_MEMBERS = "claim_moved", SHOP_FRONT_CLAIMED.email
INVITED = "invited"

_SUBJECTS = {
    ClaimState.SENT: gettext_lazy("We have your application for the shop front of %(name)s"),
    ClaimState.CHANGES_ASKED: gettext_lazy("Your application for %(name)s: something is missing"),
    ClaimState.ACCEPTED: gettext_lazy("The shop front of %(name)s is yours"),
    ClaimState.REFUSED: gettext_lazy("Your application for %(name)s was refused"),
}
_SENTENCES = {
    ClaimState.SENT: gettext_lazy(
        "the province's steward looks at it, as a rule within 15 working days, and we write to you "
        "again. The steward may call the telephone number that the register knows."
    ),
    ClaimState.CHANGES_ASKED: gettext_lazy(
        "the province's steward has looked at it and asks you to complete it:"
    ),
    ClaimState.ACCEPTED: gettext_lazy(
        "the province's steward has accepted it. You can open your shop front now."
    ),
    ClaimState.REFUSED: gettext_lazy(
        "the province's steward has refused it, for this reason. You may apply again."
    ),
}


@renders(CLAIM_MOVED, gettext_lazy("News of an application for a shop front"))
def render_claim_step(email: OutgoingEmail) -> RenderedEmail | None:
    """Write to the applicant about one step, in their language."""
    steps = ClaimTransition.objects.select_related("claim__applicant")
    step = steps.filter(pk=email.about).first()
    email_address = step.claim.applicant.email if step else None
    if step is None or not email_address or step.after not in _SUBJECTS:
        return None
    claim, after = step.claim, ClaimState(step.after)
    with translation.override(claim.applicant.language):
        is_accepted = after == ClaimState.ACCEPTED
        path = (
            reverse("workspace:index")
            if is_accepted
            else reverse("workspace:claim", kwargs={"pk": claim.pk})
        )
        return _compose(
            to=email_address,
            subject=_SUBJECTS[after] % {"name": claim.name},
            sentences=(_("Application %(number)s:") % {"number": claim.number}, _SENTENCES[after]),
            quote=step.reason,
            button=_("Open the shop front") if is_accepted else _("See the application"),
            path=path,
        )


@renders(CLAIM_OF_MEMBERS, gettext_lazy("Somebody claims a shop front that has an owner"))
def render_claim_of_members(email: OutgoingEmail) -> RenderedEmail | None:
    """Tell an owner that somebody else claims the producer; nothing of who it is."""
    claim = ProducerClaim.objects.filter(pk=email.about).select_related("producer").first()
    if claim is None or claim.producer is None or not claim.is_open:
        return None
    rows = Membership.objects.filter(user=email.reader, partner__producer=claim.producer)
    owner = rows.select_related("user", "partner").first()
    if owner is None or not owner.user.email:
        return None
    with translation.override(owner.user.language):
        return _compose(
            to=owner.user.email,
            subject=_("Somebody else applies for the shop front of %(name)s")
            % {"name": claim.name},
            sentences=(
                _(
                    "Nothing has changed: the province's steward compares both sides first and "
                    "may call you. If it is a colleague, you can simply invite them yourself."
                ),
            ),
            button=_("See who works here"),
            path=reverse("workspace:members", kwargs={"pk": owner.partner_id}),
        )


@renders(INVITED, gettext_lazy("Invitation to a shop front"))
def render_invitation(email: OutgoingEmail) -> RenderedEmail | None:
    """Write the link of an invitation; nothing once it is answered, withdrawn or too old."""
    rows = Invitation.objects.open().select_related("partner", "invited_by")
    invitation = rows.filter(pk=email.about).exclude(email="").first()
    if invitation is None:
        return None
    with translation.override(invitation.language):
        names = {
            "name": invitation.partner.name,
            "who": str(invitation.invited_by or invitation.partner.name),
            "role": invitation.get_role_display(),
        }
        return _compose(
            to=invitation.email,
            subject=_("%(who)s invites you to the shop front of %(name)s") % names,
            sentences=(
                _("You are to work there as: %(role)s.") % names,
                _(
                    "The link works until %(day)s, once. If you do not know what this is about, "
                    "do nothing."
                )
                % {"day": vn_date(invitation.last_day)},
            ),
            button=_("See the invitation"),
            path=invitation_path(invitation),
        )


def _compose(
    *, to: str, subject: str, sentences: tuple, button: str, path: str, quote: str = ""
) -> RenderedEmail:
    context = {
        "subject": subject,
        "sentences": [capfirst(str(sentence)) for sentence in sentences],
        "quote": quote,
        "button": button,
        "url": absolute_url(path),
    }
    return compose(to=to, subject=subject, template="emails/onboarding", context=context)
