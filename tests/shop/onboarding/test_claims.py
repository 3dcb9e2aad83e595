"""A claim from the applicant's side: sent once, completed, taken back, proven by a code."""

import pytest
from django.db import IntegrityError, transaction

from shop.mail.models import OutgoingEmail
from shop.onboarding.claims import complete_claim, confirm_code, send_claim, withdraw_claim
from shop.onboarding.decisions import ask_for_changes, make_contact_code, refuse_claim
from shop.onboarding.emails import CLAIM_MOVED, CLAIM_OF_MEMBERS
from shop.onboarding.exceptions import OnboardingRefused
from shop.partner.models import ProducerClaim
from shop.partner.onboarding.claims import CODE_LIFETIME, CODE_TRIES
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


def test_a_second_tap_is_the_same_claim(producer, claim):
    again = onboarding_makers.claim(producer, applicant=claim.applicant)
    assert again == claim
    assert claim.transitions.count() == 1


def test_the_database_holds_one_open_claim_of_a_person_and_a_producer(claim):
    claim.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        claim.save()


def test_two_people_may_claim_the_same_producer(producer, claim):
    assert onboarding_makers.claim(producer) != claim


def test_nobody_claims_where_they_work(producer):
    owner = makers.membership(producer.partner).user
    with pytest.raises(OnboardingRefused):
        onboarding_makers.claim(producer, applicant=owner)


def test_the_owner_hears_that_somebody_claims(producer):
    owner = makers.membership(producer.partner).user
    claim = onboarding_makers.claim(producer)
    email = OutgoingEmail.objects.get(kind=CLAIM_OF_MEMBERS)
    assert (email.about, email.reader) == (claim.pk, owner.pk)


def test_forged_facts_are_no_part_of_a_claim(producer):
    stated = onboarding_makers.STATED | {"state": "accepted", "decided_by": makers.user()}
    stated |= {"name": "Khác", "province_id": 99, "contact_phone": "+84912345678"}
    claim = send_claim(producer=producer, applicant=makers.user(), **stated)
    assert (claim.state, claim.decided_by, claim.name) == ("sent", None, producer.name)
    assert claim.province == producer.province


def test_only_so_many_claims_are_open_at_once():
    person = makers.user()
    for number in range(5):
        onboarding_makers.claim(makers.producer(f"Cơ sở {number}"), applicant=person)
    with pytest.raises(OnboardingRefused):
        onboarding_makers.claim(makers.producer("Cơ sở cuối"), applicant=person)


def test_what_was_asked_for_is_sent_again(claim, steward):
    ask_for_changes(claim=claim, by=steward, reason="Thiếu số quyết định.")
    claim.refresh_from_db()
    assert claim.state == "changes_asked"
    stated = onboarding_makers.STATED | {"decision_number": "99/QĐ-UBND"}
    complete_claim(claim=claim, by=claim.applicant, **stated)
    claim.refresh_from_db()
    assert (claim.state, claim.version, claim.decision_number) == ("sent", 2, "99/QĐ-UBND")
    assert [step.after for step in claim.transitions.all()] == ["sent", "changes_asked", "sent"]


def test_nobody_completes_what_is_anothers_or_decided(claim, steward):
    with pytest.raises(OnboardingRefused):
        complete_claim(claim=claim, by=makers.user(), **onboarding_makers.STATED)
    refuse_claim(claim=claim, by=steward, reason="Không phải chủ thể.")
    with pytest.raises(OnboardingRefused):
        complete_claim(claim=claim, by=claim.applicant, **onboarding_makers.STATED)


def test_it_is_taken_back_once_and_may_be_sent_anew(producer, claim):
    withdraw_claim(claim=claim, by=claim.applicant)
    withdraw_claim(claim=claim, by=claim.applicant)
    claim.refresh_from_db()
    assert claim.state == "withdrawn"
    assert onboarding_makers.claim(producer, applicant=claim.applicant) != claim


def test_nobody_takes_back_what_is_anothers(claim):
    with pytest.raises(OnboardingRefused):
        withdraw_claim(claim=claim, by=makers.user())


def test_each_answer_is_an_email_and_taking_back_is_none(claim, steward):
    ask_for_changes(claim=claim, by=steward, reason="Thiếu giấy.")
    withdraw_claim(claim=claim, by=claim.applicant)
    about = set(OutgoingEmail.objects.filter(kind=CLAIM_MOVED).values_list("about", flat=True))
    steps = claim.transitions.exclude(after="withdrawn").values_list("pk", flat=True)
    assert about == set(steps)


def test_the_right_code_proves_the_contact(claim, steward):
    code = make_contact_code(claim=claim, contact="0270 382 5678", by=steward)
    assert confirm_code(claim=claim, code=f"{code[:4]} {code[4:]}")
    claim.refresh_from_db()
    assert claim.code_confirmed_at is not None
    assert claim.code_hash == ""


def test_the_code_rests_nowhere(claim, steward):
    code = make_contact_code(claim=claim, contact="0270 382 5678", by=steward)
    row = ProducerClaim.objects.filter(pk=claim.pk).values().get()
    assert code not in str(row)


def test_wrong_codes_use_it_up(claim, steward):
    code = make_contact_code(claim=claim, contact="x", by=steward)
    wrong = str((int(code) + 1) % 10**8).zfill(8)
    for _try in range(CODE_TRIES):
        assert not confirm_code(claim=claim, code=wrong)
    with pytest.raises(OnboardingRefused):
        confirm_code(claim=claim, code=code)


def test_a_code_ends_after_its_time_and_with_the_next_one(claim, steward, clock):
    first = make_contact_code(claim=claim, contact="x", by=steward)
    second = make_contact_code(claim=claim, contact="x", by=steward)
    assert not confirm_code(claim=claim, code=first)
    clock.shift(CODE_LIFETIME)
    with pytest.raises(OnboardingRefused):
        confirm_code(claim=claim, code=second)
