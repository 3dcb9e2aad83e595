"""A sign-in for each role, all with one password that everybody may know."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.models import Producer, Province, ProvinceAssignment
from cms.permissions import province_editors_name
from shop.partner.membership import add_member
from shop.partner.models import MemberRole
from shop.users.models import User
from shop.users.roles import (
    OFFICERS,
    PROVINCE_OFFICERS,
    PROVINCE_STEWARDS,
    VERIFIERS,
    create_roles,
)

DEMO_PASSWORD = "dac-san-ocop-2026"  # noqa: S105 - printed for everybody, only on a pinned day
PRODUCER = "Hợp tác xã chè Hảo Đạt"
PROVINCE = "Thái Nguyên"
#: Made-up producers, openly so, with the e-mail of each owner: their shop fronts are filled.
MADE_UP = {
    "Hợp tác xã Minh Họa Đồi Chè": "minh-hoa-1@example.com",
    "Cơ sở Minh Họa Bếp Làng": "minh-hoa-2@example.com",
    "Hộ kinh doanh Minh Họa Vườn Nhà": "minh-hoa-3@example.com",
}
PACKER = "dong-goi@example.com"
APPLICANT = "xin-gian-hang@example.com"


@dataclass(frozen=True)
class DemoAccount:
    """One account of the demonstration: its role, its e-mail, and where it starts."""

    role: str
    email: str
    start_path: str


def demo_accounts() -> list[DemoAccount]:
    """The sign-ins, in the order they are printed."""
    return [
        DemoAccount(_("Buyer"), "nguoi-mua@example.com", "/tai-khoan/"),
        DemoAccount(
            _("Producer (%(name)s)") % {"name": PRODUCER}, "chu-the@example.com", "/nguoi-ban/"
        ),
        DemoAccount(_("Applies for a shop front"), APPLICANT, "/nguoi-ban/"),
        DemoAccount(_("Editor of %(name)s") % {"name": PROVINCE}, "bien-tap@example.com", "/cms/"),
        DemoAccount(_("Enters certificates"), "nhap-chung-nhan@example.com", "/quan-tri/"),
        DemoAccount(_("Verifies certificates"), "doi-chieu@example.com", "/quan-tri/"),
        DemoAccount(
            _("Officer of %(name)s") % {"name": PROVINCE}, "can-bo-tinh@example.com", "/quan-tri/"
        ),
        DemoAccount(
            _("Steward of %(name)s") % {"name": PROVINCE}, "quan-ly-tinh@example.com", "/quan-tri/"
        ),
        DemoAccount(_("Administrator"), "quan-tri@example.com", "/quan-tri/"),
        *(
            DemoAccount(_("Made-up producer (%(name)s)") % {"name": name}, email, "/nguoi-ban/")
            for name, email in MADE_UP.items()
        ),
        DemoAccount(_("Packs for all made-up producers"), PACKER, "/nguoi-ban/"),
    ]


@transaction.atomic
def open_accounts(*, reset: bool = False) -> tuple[int, int]:
    """Make the accounts that are missing; return how many were made and changed.

    With `reset` the shipped password is set again. Needs the register and the pages: their
    producer and province get a member and an editor.
    """
    create_roles(apps)
    present = User.objects.in_bulk(
        [account.email for account in demo_accounts()], field_name="email"
    )
    created = [account for account in demo_accounts() if account.email not in present]
    for account in created:
        present[account.email] = User.objects.create_user(
            email=account.email,
            password=DEMO_PASSWORD,
            first_name=account.role,
            verified_email=account.email,
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
    _buyer, member, _applicant, editor, officer, verifier, clerk, steward, administrator, *_made = (
        users[account.email] for account in demo_accounts()
    )
    producer = Producer.objects.filter(name=PRODUCER).select_related("partner").first()
    if producer is not None:
        producer.members.add(member)
        if producer.partner is not None:
            add_member(partner=producer.partner, user=member, role=MemberRole.OWNER)
    province = Province.objects.get(name=PROVINCE)
    for user, group in (
        (editor, province_editors_name(province.name)),
        (officer, OFFICERS),
        (verifier, VERIFIERS),
        (clerk, PROVINCE_OFFICERS),
        (steward, PROVINCE_STEWARDS),
    ):
        user.groups.add(Group.objects.get(name=group))
    for user in (clerk, steward):
        ProvinceAssignment.objects.get_or_create(user=user, province=province)
    if not administrator.is_superuser:
        administrator.is_staff = administrator.is_superuser = True
        administrator.save(update_fields=["is_staff", "is_superuser"])
