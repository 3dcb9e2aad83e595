"""Two people at one moment: one result, and a sentence for whoever came second."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.apps import apps
from django.db import connection

from catalogue.models import Producer
from shop.onboarding.decisions import accept_claim, refuse_claim
from shop.onboarding.exceptions import OnboardingRefused
from shop.onboarding.invitations import accept_invitation
from shop.partner.membership import MembershipRefused, transfer_ownership
from shop.partner.models import Partner, ProducerClaim
from shop.users.roles import create_roles
from tests import makers, onboarding_makers

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*works: Callable[[], object]) -> list[str]:
    """Do all of it at one moment; return what each was told, nothing where it was done."""
    start = Barrier(len(works))

    def do(work: Callable[[], object]) -> str:
        try:
            start.wait(timeout=30)
            work()
        except (OnboardingRefused, MembershipRefused) as refusal:
            return refusal.message
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(do, works))


@pytest.fixture
def producer(transactional_db) -> Producer:
    create_roles(apps)
    return makers.producer(partner=None)


def stewards_of(producer: Producer) -> list:
    return [onboarding_makers.steward(producer.province) for _n in range(2)]


def test_two_people_who_claim_one_producer_both_wait_for_the_steward(producer):
    people = [makers.user(), makers.user()]
    told = at_once(
        *(lambda who=who: onboarding_makers.claim(producer, applicant=who) for who in people)
    )
    assert told == ["", ""]
    assert ProducerClaim.objects.open().filter(producer=producer).count() == 2


def test_one_person_who_claims_twice_has_one_claim(producer):
    person = makers.user()
    at_once(*[lambda: onboarding_makers.claim(producer, applicant=person)] * 2)
    assert ProducerClaim.objects.count() == 1


def test_of_two_stewards_who_decide_one_claim_one_is_heard(producer):
    claim, (one, other) = onboarding_makers.claim(producer), stewards_of(producer)
    told = at_once(
        lambda: accept_claim(claim=claim, version=claim.version, by=one),
        lambda: refuse_claim(claim=claim, by=other, reason="Giấy không đọc được."),
    )
    assert told[0] == ""
    assert told[1]
    claim.refresh_from_db()
    members = producer.__class__.objects.get(pk=producer.pk).partner
    assert (claim.state == "accepted") == (members is not None)


def test_two_claims_accepted_at_once_open_one_shop_front(producer):
    claims = [onboarding_makers.claim(producer) for _n in range(2)]
    one, other = stewards_of(producer)
    before = Partner.objects.count()
    at_once(
        lambda: accept_claim(claim=claims[0], version=claims[0].version, by=one),
        lambda: accept_claim(claim=claims[1], version=claims[1].version, by=other),
    )
    assert Partner.objects.count() == before + 1
    producer.refresh_from_db()
    assert producer.partner.memberships.count() == 2


def test_an_invitation_accepted_by_two_lets_one_in(producer):
    owner = makers.membership(makers.producer("Hợp tác xã khác").partner)
    invitation = onboarding_makers.invitation(owner.partner, by=owner.user)
    people = [makers.user(), makers.user()]
    told = at_once(
        *(lambda who=who: accept_invitation(invitation=invitation, user=who) for who in people)
    )
    assert told[0] == ""
    assert told[1]
    assert owner.partner.memberships.filter(role="packer").count() == 1


def test_a_shop_front_handed_over_to_two_goes_to_one(producer):
    owner = makers.membership(makers.producer("Hợp tác xã khác").partner)
    heirs = [makers.user(), makers.user()]
    told = at_once(*(lambda to=to: transfer_ownership(membership=owner, to=to) for to in heirs))
    assert told[0] == ""
    assert told[1]
    (left,) = owner.partner.memberships.all()
    assert left.user in heirs
