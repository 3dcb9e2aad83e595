"""Who begins and ceases to work for a seller. While anybody does, one of them owns it."""

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.clock import now
from shop.partner.access import may_manage_members, own_partners
from shop.partner.models import (
    AssistanceConsent,
    MemberRole,
    Membership,
    Partner,
    PastMembership,
)
from shop.users.models import User


class MembershipRefused(Exception):
    """A membership stays as it is; `message` is fit for whoever pressed the button."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@transaction.atomic
def add_member(
    *, partner: Partner, user: User, role: MemberRole, by: User | None = None
) -> Membership:
    """Let somebody work for a seller; who does already keeps the role: a second click is safe.

    Raises MembershipRefused where the first of all would not be its owner.
    """
    members = _lock_members(partner)
    if user.pk in members:
        return members[user.pk]
    if not members and role != MemberRole.OWNER:
        raise MembershipRefused(_("The first person of a shop front is its owner."))
    added = Membership.objects.create(partner=partner, user=user, role=role, invited_by=by)
    _follow_with_dashboard(user)
    return added


@transaction.atomic
def change_role(
    *, membership: Membership, role: MemberRole, manager: User | None = None
) -> Membership:
    """Give somebody another role; `manager` is the owner who decides, if one of the seller's people does.

    Raises MembershipRefused for the last owner, once it has ended, or once the manager is no owner.
    """
    locked = _lock_member(membership, manager)
    if role != MemberRole.OWNER:
        _refuse_without_owner(locked, _("Somebody has to own the shop front."))
    locked.role = role
    locked.save(update_fields=["role"])
    _follow_with_dashboard(locked.user)
    return locked


@transaction.atomic
def end_membership(
    *, membership: Membership, by: User | None = None, manager: User | None = None
) -> PastMembership:
    """Shut somebody out at once and keep what was; `manager` as in change_role().

    Raises MembershipRefused for the last owner while others work there, once it has ended, or once
    the manager is no owner.
    """
    locked = _lock_member(membership, manager)
    _refuse_without_owner(
        locked, _("Make somebody else the owner first: others still work for this shop front.")
    )
    return _end(locked, by)


@transaction.atomic
def transfer_ownership(*, membership: Membership, to: User, by: User | None = None) -> Membership:
    """Make `to` an owner, shut the one before out and end what that one let officials do, in one step.

    Raises MembershipRefused where the one before is no owner, or gives it to themselves.
    """
    locked = _lock_member(membership)
    if locked.role != MemberRole.OWNER or locked.user_id == to.pk:
        raise MembershipRefused(_("Only an owner hands a shop front over, to somebody else."))
    heir, created = Membership.objects.get_or_create(
        partner=locked.partner, user=to, defaults={"role": MemberRole.OWNER, "invited_by": by}
    )
    if not created and heir.role != MemberRole.OWNER:
        heir.role = MemberRole.OWNER
        heir.save(update_fields=["role"])
    _follow_with_dashboard(to)
    _end(locked, by)
    running = AssistanceConsent.objects.filter(partner=locked.partner, ended_at=None)
    running.update(ended_at=now(), ended_by=by)
    return heir


def _lock_members(partner: Partner) -> dict[int, Membership]:
    """Hold the seller until the end, so that two changes wait for each other; user → membership."""
    list(Partner.objects.select_for_update(no_key=True).filter(pk=partner.pk).values_list("pk"))
    return {row.user_id: row for row in Membership.objects.filter(partner=partner)}


def lock_as_manager(partner: Partner, manager: User) -> None:
    """Hold the seller until the end; raises MembershipRefused for who decides nothing there any more."""
    _refuse_who_manages_no_more(_lock_members(partner), manager)


def _refuse_who_manages_no_more(members: dict[int, Membership], manager: User) -> None:
    own = members.get(manager.pk)
    if own is None or not may_manage_members(own):
        raise MembershipRefused(_("You no longer decide who works here."))


def _lock_member(membership: Membership, manager: User | None = None) -> Membership:
    members = _lock_members(membership.partner)
    if manager is not None:
        _refuse_who_manages_no_more(members, manager)
    locked = members.get(membership.user_id)
    if locked is None:
        raise MembershipRefused(_("This person no longer works for the shop front."))
    return locked


def _refuse_without_owner(leaving: Membership, message: str) -> None:
    """Refuse where others would be left without an owner; who goes last closes the door."""
    others = Membership.objects.filter(partner=leaving.partner_id).exclude(pk=leaving.pk)
    roles = set(others.values_list("role", flat=True))
    if leaving.role == MemberRole.OWNER and roles and MemberRole.OWNER not in roles:
        raise MembershipRefused(message)


def _end(membership: Membership, by: User | None) -> PastMembership:
    past = PastMembership.objects.create(
        partner_id=membership.partner_id,
        user_id=membership.user_id,
        role=membership.role,
        since=membership.since,
        ended_by=by,
    )
    user = membership.user
    membership.delete()
    _follow_with_dashboard(user)
    return past


def _follow_with_dashboard(user: User) -> None:
    """Open the dashboard to who sells for anybody, and shut it for the others; staff have their own way."""
    permission = Permission.objects.get(
        content_type__app_label="partner", codename="dashboard_access"
    )
    if own_partners(user).exists():
        user.user_permissions.add(permission)
    else:
        user.user_permissions.remove(permission)
