"""Invitations: one link for one person, which ends, is replaced, taken back, or used once."""

import pytest

from shop.mail.models import OutgoingEmail
from shop.onboarding.emails import INVITED
from shop.onboarding.exceptions import OnboardingRefused
from shop.onboarding.invitations import (
    accept_invitation,
    send_invitation_again,
    withdraw_invitation,
)
from shop.onboarding.links import find_invitation, invitation_path
from shop.partner.membership import end_membership
from shop.partner.models import Invitation, Membership
from shop.partner.onboarding.invitations import INVITATION_LIFETIME
from tests import makers, onboarding_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return makers.producer("Hợp tác xã Cây Tràm").partner


@pytest.fixture
def owner(partner):
    return makers.membership(partner).user


@pytest.fixture
def invitation(partner, owner):
    return onboarding_makers.invitation(partner, by=owner)


def token_of(invitation) -> str:
    return invitation_path(invitation).rstrip("/").rsplit("/", 1)[-1]


def test_saying_yes_gives_the_role_once(partner, invitation, owner):
    person = makers.user()
    membership = accept_invitation(invitation=invitation, user=person)
    assert (membership.role, membership.invited_by) == ("packer", owner)
    with pytest.raises(OnboardingRefused):
        accept_invitation(invitation=invitation, user=makers.user())


def test_the_email_goes_out_again_with_a_new_link_and_the_old_one_is_void(invitation, owner):
    old = token_of(invitation)
    again = send_invitation_again(invitation=invitation, by=owner)
    assert find_invitation(old) is None
    assert find_invitation(token_of(again)) == again
    assert OutgoingEmail.objects.filter(kind=INVITED).count() == 1


def test_a_forged_link_opens_nothing(invitation):
    token = token_of(invitation)
    assert find_invitation(f"{token}x") is None
    assert find_invitation("x") is None


def test_it_ends_after_its_time(clock, invitation):
    clock.shift(INVITATION_LIFETIME)
    with pytest.raises(OnboardingRefused):
        accept_invitation(invitation=invitation, user=makers.user())


def test_what_was_taken_back_is_void(invitation):
    withdraw_invitation(invitation=invitation, by=invitation.invited_by)
    with pytest.raises(OnboardingRefused):
        accept_invitation(invitation=invitation, user=makers.user())


def test_who_has_left_lets_nobody_in(partner, owner, invitation):
    makers.membership(partner)
    end_membership(membership=Membership.objects.get(user=owner))
    with pytest.raises(OnboardingRefused):
        accept_invitation(invitation=invitation, user=makers.user())


def test_a_phone_number_is_for_the_account_with_that_number(partner, owner):
    invitation = onboarding_makers.invitation(partner, by=owner, phone="+84912345671")
    assert not OutgoingEmail.objects.filter(kind=INVITED).exists()
    with pytest.raises(OnboardingRefused):
        accept_invitation(invitation=invitation, user=makers.user())
    right = makers.user(phone="0912345671", email=None)
    assert accept_invitation(invitation=invitation, user=right).user == right


def test_the_same_contact_is_invited_once(partner, owner, invitation):
    again = onboarding_makers.invitation(partner, by=owner, role="seller")
    assert again == invitation
    assert Invitation.objects.get().role == "seller"


def test_who_works_there_is_not_invited_and_loses_nothing(partner, owner, invitation):
    with pytest.raises(OnboardingRefused):
        onboarding_makers.invitation(partner, by=owner, email=owner.email)
    assert accept_invitation(invitation=invitation, user=owner).role == "owner"
