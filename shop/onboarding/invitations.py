"""Inviting somebody to work for a seller: by e-mail, or by a link that the inviter passes on."""

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.clock import now
from catalogue.models.upload import new_token
from shop.mail.outbox import enqueue_email_again
from shop.onboarding.emails import INVITED
from shop.onboarding.exceptions import OnboardingRefused
from shop.partner.access import may_manage_members
from shop.partner.membership import add_member, change_role, lock_as_manager
from shop.partner.models import Invitation, MemberRole, Membership, Partner
from shop.partner.onboarding.invitations import INVITATION_LIFETIME
from shop.users.models import User

#: More colleagues who have not answered yet than any shop front has.
MOST_OPEN = 20
#: From the least to the most; an invitation takes nothing away from who works there already.
_RANKS = (MemberRole.PACKER, MemberRole.SELLER, MemberRole.OWNER)


@transaction.atomic
def invite(
    *, partner: Partner, role: MemberRole, by: User, email: str = "", phone: str = ""
) -> Invitation:
    """Invite whoever reads that e-mail address, or has that phone number (+84…).

    Whether there is such an account is never told. A contact that was invited already gets the new
    role and a new link. Raises OnboardingRefused for somebody who works there, and for too many,
    MembershipRefused for an inviter who is no owner any more.
    """
    lock_as_manager(partner, by)
    members = Membership.objects.filter(partner=partner)
    own = members.filter(user__email=email) if email else members.filter(user__phone=phone)
    if own.exists():
        raise OnboardingRefused(_("This person works here already."), "name")
    waiting = Invitation.objects.unanswered().filter(partner=partner)
    known = waiting.filter(email=email, phone=phone).select_for_update().first()
    if known is not None:
        known.role = role
        return _send(known, by)
    if waiting.count() >= MOST_OPEN:
        raise OnboardingRefused(
            _("%(most)d invitations have no answer yet. Please withdraw some first.")
            % {"most": MOST_OPEN}
        )
    fresh = Invitation(
        partner=partner, role=role, email=email, phone=phone, language=get_language() or "vi"
    )
    try:
        with transaction.atomic():
            return _send(fresh, by)
    except IntegrityError:  # the first of two presses has just written it
        return waiting.get(email=email, phone=phone)


@transaction.atomic
def send_invitation_again(*, invitation: Invitation, by: User) -> Invitation:
    """Make a new link with a new time; the link before is void. Raises as invite(), and once answered."""
    lock_as_manager(invitation.partner, by)
    return _send(_lock_unanswered(invitation), by)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    """Make the link void; raises OnboardingRefused once answered, MembershipRefused as invite()."""
    lock_as_manager(invitation.partner, by)
    locked = _lock_unanswered(invitation)
    locked.withdrawn_at = now()
    locked.save(update_fields=["withdrawn_at"])


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> Membership:
    """Let whoever holds the link work for the seller, once.

    Who works there already keeps what is more. Raises
    OnboardingRefused where the link is void or meant for another phone number, MembershipRefused
    where the seller has nobody left.
    """
    locked = _lock_unanswered(invitation)
    if locked.has_expired or locked.key != invitation.key:
        raise OnboardingRefused(_("This invitation has ended. Please ask for a new one."))
    if locked.phone and locked.phone != user.phone:
        raise OnboardingRefused(
            _("This invitation is for another phone number than your account has.")
        )
    if not _still_manages(locked):
        raise OnboardingRefused(_("Who invited you no longer decides there. Please ask again."))
    role = MemberRole(locked.role)
    membership = add_member(partner=locked.partner, user=user, role=role, by=locked.invited_by)
    if _RANKS.index(role) > _RANKS.index(MemberRole(membership.role)):
        membership = change_role(membership=membership, role=role)
    locked.accepted_at, locked.accepted_by = now(), user
    locked.save(update_fields=["accepted_at", "accepted_by"])
    return membership


def _still_manages(invitation: Invitation) -> bool:
    """Whether the inviter is an owner still: who has left lets nobody in any more."""
    rows = Membership.objects.filter(partner=invitation.partner, user=invitation.invited_by)
    membership = rows.first()
    return membership is not None and may_manage_members(membership)


def _send(invitation: Invitation, by: User) -> Invitation:
    invitation.key, invitation.invited_by = new_token(), by
    invitation.sent_at, invitation.expires_at = now(), now() + INVITATION_LIFETIME
    invitation.save()
    if invitation.email:
        enqueue_email_again(INVITED, invitation.pk)
    return invitation


def _lock_unanswered(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.unanswered().select_related("partner")
    locked = rows.select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if locked is None:
        raise OnboardingRefused(_("This invitation has been answered or withdrawn meanwhile."))
    return locked
