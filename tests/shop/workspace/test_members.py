"""Who works for a shop front: invited, accepted, given another role, shut out, handed over."""

import pytest
from django.test import Client

from shop.onboarding.links import invitation_path
from shop.partner.models import Invitation, Membership
from tests import makers, onboarding_makers
from tests.shop.dashboard.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(partner):
    return f"/nguoi-ban/{partner.pk}/gian-hang/nguoi/"


def test_an_owner_invites_by_email_whether_or_not_there_is_an_account(owner, people):
    for email in ("moi@example.vn", makers.user().email):
        answer = owner.post(f"{people}moi/", {"name": f" {email.upper()}", "role": "packer"})
        assert answer["Location"] == people
    emails = set(Invitation.objects.values_list("email", flat=True))
    assert "moi@example.vn" in emails
    assert Membership.objects.count() == 1


def test_an_invited_phone_number_gets_a_link_to_pass_on(owner, people):
    answer = owner.post(f"{people}moi/", {"name": "0912 345 671", "role": "seller"}, follow=True)
    invitation = Invitation.objects.get()
    assert (invitation.phone, invitation.role) == ("+84912345671", "seller")
    assert invitation_path(invitation) in answer.content.decode()


def test_an_invitation_by_email_shows_no_link(owner, partner, people):
    invitation = onboarding_makers.invitation(partner, by=owner.user)
    page = owner.get(f"/nguoi-ban/{partner.pk}/gian-hang/loi-moi/{invitation.pk}/")
    assert "/loi-moi/eyJ" not in page.content.decode()


@pytest.mark.parametrize("name", ["", "ai-do", "0123", "a@"])
def test_a_wrong_contact_stays_in_its_field(owner, people, name):
    answer = owner.post(f"{people}moi/", {"name": name, "role": "packer"})
    assert answer.status_code == 200
    assert f'value="{name}"' in answer.content.decode() or not name
    assert not Invitation.objects.exists()


def test_a_forged_role_and_seller_are_ignored(owner, partner, people, stranger):
    theirs = stranger.user.memberships.get().partner
    owner.post(f"{people}moi/", {"name": "a@example.vn", "role": "chu"})
    owner.post(f"{people}moi/", {"name": "b@example.vn", "role": "packer", "partner": theirs.pk})
    assert [row.partner for row in Invitation.objects.all()] == [partner]


def test_an_invitation_is_sent_again_and_taken_back(owner, partner):
    invitation = onboarding_makers.invitation(partner, by=owner.user)
    path = f"/nguoi-ban/{partner.pk}/gian-hang/loi-moi/{invitation.pk}/"
    owner.post(path)
    assert Invitation.objects.get().key != invitation.key
    owner.post(path, {"rut": "1"})
    assert Invitation.objects.get().withdrawn_at is not None
    assert owner.get(path).status_code == 404


def test_accepting_asks_to_sign_in_and_leads_in(owner, partner):
    path = invitation_path(onboarding_makers.invitation(partner, by=owner.user))
    visitor = Client()
    page = visitor.get(path)
    assert page["Referrer-Policy"] == "same-origin"
    assert "/tai-khoan/dang-ky/?next=" in page.content.decode()
    assert "/dang-nhap/" in visitor.post(path)["Location"]
    person = signed_in(makers.user())
    assert person.post(path)["Location"] == f"/nguoi-ban/{partner.pk}/"
    assert person.user.memberships.get().role == "packer"
    assert person.get(path)["Location"] == f"/nguoi-ban/{partner.pk}/"
    assert signed_in(makers.user()).get(path).status_code == 404


def test_only_owners_see_the_pages_that_decide(packer, owner, partner, people):
    own = Membership.objects.get(user=owner.user)
    invitation = onboarding_makers.invitation(partner, by=owner.user)
    paths = [f"{people}moi/", f"{people}giao-lai/", f"{people}{own.pk}/"]
    paths.append(f"/nguoi-ban/{partner.pk}/gian-hang/loi-moi/{invitation.pk}/")
    for path in paths:
        assert packer.get(path).status_code == 404, path
        posted = {"name": "a@example.vn", "role": "owner", "ket-thuc": "1", "rut": "1"}
        assert packer.post(path, posted).status_code == 404, path
    assert Membership.objects.filter(pk=own.pk).exists()


def test_an_owner_reaches_nobody_of_another_shop_front(owner, stranger, people, partner):
    other = Membership.objects.get(user=stranger.user)
    theirs = onboarding_makers.invitation(other.partner, by=stranger.user)
    assert owner.post(f"{people}{other.pk}/", {"ket-thuc": "1"}).status_code == 404
    path = f"/nguoi-ban/{partner.pk}/gian-hang/loi-moi/{theirs.pk}/"
    assert owner.post(path, {"rut": "1"}).status_code == 404
    answer = owner.post(f"{people}giao-lai/", {"to": other.pk, "sure": "on"})
    assert answer.context["form"].errors["to"]


def test_another_role_and_the_end_of_the_access(owner, packer, people):
    member = Membership.objects.get(user=packer.user)
    owner.post(f"{people}{member.pk}/", {"role": "seller"})
    assert packer.user.memberships.get().role == "seller"
    owner.post(f"{people}{member.pk}/", {"role": "seller", "ket-thuc": "1"})
    assert not packer.user.memberships.exists()


def test_handing_over_cuts_the_old_access_with_the_same_press(owner, packer, partner, people):
    member = Membership.objects.get(user=packer.user)
    refused = owner.post(f"{people}giao-lai/", {"to": member.pk})
    assert refused.context["form"].errors["sure"]
    answer = owner.post(f"{people}giao-lai/", {"to": member.pk, "sure": "on"})
    assert answer["Location"] == "/nguoi-ban/"
    assert packer.user.memberships.get().role == "owner"
    for path in (people, f"/nguoi-ban/{partner.pk}/", f"/nguoi-ban/{partner.pk}/don-hang/"):
        assert owner.get(path).status_code == 404


def test_everybody_may_leave_but_the_last_owner_not_before_others(owner, packer, partner, people):
    owner.post(f"{people}roi/")
    assert owner.user.memberships.exists()
    packer.post(f"{people}roi/")
    assert not packer.user.memberships.exists()
    owner.post(f"{people}roi/")
    assert not partner.memberships.exists()


@pytest.mark.parametrize("path", ["", "moi/", "giao-lai/"])
def test_pages_stay_cheap(owner, packer, partner, people, path, django_assert_max_num_queries):
    for number in range(8):
        onboarding_makers.invitation(partner, by=owner.user, email=f"m{number}@example.vn")
        makers.membership(partner, "packer")
    with django_assert_max_num_queries(20):
        assert owner.get(f"{people}{path}").status_code == 200
