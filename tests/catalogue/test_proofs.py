"""Proofs besides the star: verified by somebody else, told of while their days run, never of strangers' goods."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.clock import today
from catalogue.models import Proof
from catalogue.models.proof import ProofState
from catalogue.services.exceptions import ProofError, SameActor
from catalogue.services.proofs import (
    remove_proof,
    return_proof,
    submit_proof,
    verify_proof,
    withdraw_proof,
)
from search.models import OutboxEntry
from tests import makers, proof_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea():
    return makers.product("Chè Shan tuyết")


def in_force(day=None) -> list[int]:
    return list(Proof.objects.in_force(day or today()).values_list("pk", flat=True))


def test_what_is_sent_in_is_told_to_nobody_before_somebody_else_has_verified_it(tea):
    sender = makers.user()
    proof = proof_makers.proof(tea, by=sender, is_verified=False)
    assert in_force() == []
    with pytest.raises(SameActor):
        verify_proof(proof=proof, by=sender)
    verify_proof(proof=proof, by=makers.user())
    assert in_force() == [proof.pk]


def test_the_database_refuses_a_proof_verified_by_its_sender(tea):
    proof = proof_makers.proof(tea, is_verified=False)
    changed = Proof.objects.filter(pk=proof.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        changed.update(
            state="verified", decided_by=proof.submitted_by, decided_at=proof.submitted_at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        changed.update(valid_until=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        changed.update(valid_until=proof.valid_from - timedelta(days=1))


def test_its_first_and_last_day_belong_to_it(tea):
    first, last = date(2026, 3, 1), date(2026, 9, 30)
    proof = proof_makers.proof(tea, valid_from=first, valid_until=last)
    one = timedelta(days=1)
    assert [day for day in (first - one, first, last, last + one) if in_force(day)] == [first, last]
    assert proof.is_in_force(last)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    begins=st.integers(-3, 3),
    lasts=st.none() | st.integers(0, 3),
    state=st.sampled_from(ProofState),
)
def test_database_and_python_agree_on_what_holds(tea, begins, lasts, state):
    with transaction.atomic():
        first = today() + timedelta(days=begins)
        until = None if lasts is None else first + timedelta(days=lasts)
        proof = proof_makers.proof(
            tea, kind="chi_dan_dia_ly", valid_from=first, valid_until=until, is_verified=False
        )
        if state != ProofState.SUBMITTED:
            other = makers.user()
            Proof.objects.filter(pk=proof.pk).update(
                state=state,
                decided_by=other,
                decided_at=proof.submitted_at,
                reason="x",
                withdrawn_by=other,
                withdrawn_at=proof.submitted_at,
            )
        proof.refresh_from_db()
        assert proof.is_in_force(today()) is (proof.pk in in_force())
        transaction.set_rollback(True)


def test_nobody_proves_what_others_make(tea):
    other = makers.product("Mật ong", producer=makers.producer("HTX Khác"))
    for products in ([other], [tea, other], []):
        with pytest.raises(ProofError):
            submit_proof(
                producer=tea.producer,
                products=products,
                by=makers.user(),
                kind="haccp",
                number="1",
                issuer="Quacert",
                valid_from=today(),
                valid_until=today(),
                file=ContentFile(b"x", name="a.pdf"),
            )


def test_the_same_proof_sent_twice_is_there_once(tea):
    facts = {"number": "VG-7", "valid_from": today()}
    assert proof_makers.proof(tea, **facts, is_verified=False) == proof_makers.proof(tea, **facts)


def test_what_waits_is_deleted_with_its_file_and_what_was_told_is_kept(
    tea, django_capture_on_commit_callbacks
):
    waiting, told = proof_makers.proof(tea, is_verified=False), proof_makers.proof(tea)
    storage, name = waiting.file.storage, waiting.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_proof(proof=waiting, by=makers.user())
        remove_proof(proof=told, by=makers.user())
    assert not storage.exists(name)
    told.refresh_from_db()
    assert told.state == ProofState.WITHDRAWN
    assert told.file.storage.exists(told.file.name)
    assert in_force() == []


def test_it_is_sent_back_and_withdrawn_for_a_reason_and_only_once(tea):
    proof = proof_makers.proof(tea, is_verified=False)
    official = makers.user()
    with pytest.raises(ProofError):
        return_proof(proof=proof, by=official, reason=" ")
    return_proof(proof=proof, by=official, reason="Ảnh mờ")
    with pytest.raises(ProofError):
        verify_proof(proof=proof, by=official)
    with pytest.raises(ProofError):
        withdraw_proof(proof=proof, by=official, reason="Sai")
    told = proof_makers.proof(tea)
    withdraw_proof(proof=told, by=official, reason="Bị thu hồi")
    told.refresh_from_db()
    assert (told.state, told.withdrawn_by) == (ProofState.WITHDRAWN, official)


def test_each_change_of_what_buyers_are_told_reaches_the_index(tea):
    proof = proof_makers.proof(tea, is_verified=False)
    OutboxEntry.objects.all().delete()
    verify_proof(proof=proof, by=makers.user())
    assert OutboxEntry.objects.filter(object_id=tea.pk).exists()
    OutboxEntry.objects.all().delete()
    withdraw_proof(proof=proof, by=makers.user(), reason="Sai")
    assert OutboxEntry.objects.filter(object_id=tea.pk).exists()
