"""A sign-in for each role, all with one password that everybody may know."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.models import Producer, Province
from cms.permissions import province_editors_name
from shop.users.models import User
from shop.users.roles import OFFICERS, VERIFIERS, create_roles

DEMO_PASSWORD = "dac-san-ocop-2026"  # noqa: S105 - printed for everybody, only on a pinned day
PRODUCER = "Hợp tác xã chè Hảo Đạt"
PROVINCE = "Thái Nguyên"


@dataclass(frozen=True)
class SignIn:
    """One account of the demonstration: what it may do, its name to sign in with, its door."""

    role: str
    email: str
    door: str


def sign_ins() -> list[SignIn]:
    """The sign-ins, in the order they are printed."""
    return [
        SignIn(_("Buyer"), "nguoi-mua@example.com", "/tai-khoan/"),
        SignIn(_("Producer (%(name)s)") % {"name": PRODUCER}, "chu-the@example.com", "/quan-tri/"),
        SignIn(_("Editor of %(name)s") % {"name": PROVINCE}, "bien-tap@example.com", "/cms/"),
        SignIn(_("Enters certificates"), "nhap-chung-nhan@example.com", "/quan-tri/"),
        SignIn(_("Verifies certificates"), "doi-chieu@example.com", "/quan-tri/"),
        SignIn(_("Administrator"), "quan-tri@example.com", "/quan-tri/"),
    ]


@transaction.atomic
def open_accounts(*, reset: bool = False) -> tuple[int, int]:
    """Make the accounts that are missing; return how many were made and changed.

    With `reset` the shipped password is set again. Needs the register and the pages: their
    producer and province get a member and an editor.
    """
    create_roles(apps)
    present = User.objects.in_bulk([each.email for each in sign_ins()], field_name="email")
    created = [each for each in sign_ins() if each.email not in present]
    for each in created:
        present[each.email] = User.objects.create_user(
            email=each.email,
            password=DEMO_PASSWORD,
            first_name=each.role[:30],
            email_verified_at=timezone.now(),
        )
    if reset:
        for user in present.values():
            user.set_password(DEMO_PASSWORD)
            user.save(update_fields=["password"])
    _assign(present)
    return len(created), len(present) - len(created) if reset else 0


def _assign(users: dict[str, User]) -> None:
    """Give each account what its role needs."""
    _buyer, member, editor, officer, verifier, administrator = (
        users[each.email] for each in sign_ins()
    )
    producer = Producer.objects.filter(name=PRODUCER).select_related("partner").first()
    if producer is not None:
        producer.members.add(member)
        producer.partner.users.add(member)
        member.user_permissions.add(
            Permission.objects.get(content_type__app_label="partner", codename="dashboard_access")
        )
    province = Province.objects.get(name=PROVINCE)
    for user, group in (
        (editor, province_editors_name(province.name)),
        (officer, OFFICERS),
        (verifier, VERIFIERS),
    ):
        user.groups.add(Group.objects.get(name=group))
    if not administrator.is_superuser:
        administrator.is_staff = administrator.is_superuser = True
        administrator.save(update_fields=["is_staff", "is_superuser"])
