"""The province decides: who may, what comes of it, and what nobody may."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from catalogue.models import Certificate, Producer
from shop.onboarding.claims import complete_claim
from shop.onboarding.decisions import accept_claim, ask_for_changes, may_decide, refuse_claim
from shop.onboarding.exceptions import OnboardingRefused
from shop.partner.models import Membership, ProducerClaim
from shop.users.roles import PROVINCE_STEWARDS
from tests import makers, onboarding_makers
from tests.shop.dashboard.conftest import roles  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def producer():
    return makers.producer("Hợp tác xã Cây Tràm")


@pytest.fixture
def claim(producer):
    return onboarding_makers.claim(producer)


@pytest.fixture
def steward(producer):
    return onboarding_makers.steward(producer.province)


def accept(claim, by, **more):
    return accept_claim(claim=claim, version=claim.version, by=by, **more)


def test_who_is_accepted_owns_the_shop_front(producer, claim, steward):
    owner = accept(claim, steward)
    assert (owner.user, owner.role, owner.partner) == (claim.applicant, "owner", producer.partner)
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == ("accepted", steward)
    producer.refresh_from_db()
    assert producer.tax_code == onboarding_makers.TAX_CODE


def test_a_producer_without_a_seller_gets_one(steward, producer):
    alone = makers.producer("Hộ Năm", province=producer.province, partner=None)
    accept(onboarding_makers.claim(alone), steward)
    alone.refresh_from_db()
    assert alone.partner.name == "Hộ Năm"
    assert alone.partner.memberships.count() == 1


def test_a_new_producer_is_entered_without_goods_and_stars(steward, producer):
    commune = makers.commune()
    commune.province = producer.province
    commune.save()
    claim = onboarding_makers.application(commune=commune, name="Hợp tác xã Cây Tràm")
    accept(claim, steward)
    claim.refresh_from_db()
    made = claim.producer
    assert made != producer
    assert made.slug != producer.slug
    assert (made.kind, made.commune) == ("hop_tac_xa", commune)
    assert not made.products.exists()
    assert not Certificate.objects.exists()


def test_papers_go_over_to_the_seller(claim, steward, producer):
    paper = onboarding_makers.paper(claim=claim)
    accept(claim, steward)
    paper.refresh_from_db()
    assert paper.partner == producer.partner


def test_those_who_work_there_stay_or_go_as_the_steward_says(producer, claim, steward):
    before = makers.membership(producer.partner)
    accept(claim, steward, ends_others=True)
    assert not Membership.objects.filter(pk=before.pk).exists()
    second = onboarding_makers.claim(producer)
    accept(second, steward)
    assert producer.partner.memberships.count() == 2


def test_a_claim_that_changed_meanwhile_is_not_accepted(claim, steward):
    complete_claim(claim=claim, by=claim.applicant, **onboarding_makers.STATED)
    with pytest.raises(OnboardingRefused):
        accept(claim, steward)
    assert not Membership.objects.exists()


def test_nobody_decides_their_own(producer):
    applicant = onboarding_makers.steward(producer.province)
    claim = onboarding_makers.claim(producer, applicant=applicant)
    assert not may_decide(applicant, claim)
    for refuse in (accept, lambda claim, by: refuse_claim(claim=claim, by=by, reason="x")):
        with pytest.raises(OnboardingRefused):
            refuse(claim, applicant)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProducerClaim.objects.filter(pk=claim.pk).update(decided_by=applicant)


def test_another_province_does_not_decide(claim):
    foreign = onboarding_makers.steward(makers.province("Sơn La", code="14"))
    bare = makers.user()
    bare.groups.add(Group.objects.get(name=PROVINCE_STEWARDS))
    for person in (foreign, bare, makers.user()):
        with pytest.raises(OnboardingRefused):
            accept(claim, person)


@pytest.mark.parametrize("answer", [ask_for_changes, refuse_claim])
def test_an_answer_without_words_is_none(claim, steward, answer):
    with pytest.raises(OnboardingRefused):
        answer(claim=claim, by=steward, reason="  ")


def test_what_is_decided_stays_decided(claim, steward):
    refuse_claim(claim=claim, by=steward, reason="Giấy của cơ sở khác.")
    with pytest.raises(OnboardingRefused):
        accept(claim, steward)
    assert Producer.objects.count() == 1
