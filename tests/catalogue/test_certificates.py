"""The life of a certificate: its states, its verbs, and what the database refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalogue.models import Certificate
from catalogue.models.certificate_terms import CertificateState, EvidenceGrade, RevocationGround
from catalogue.services.certificates import (
    extend_certificate,
    revoke_certificate,
    submit_certificate,
    verify_certificate,
)
from catalogue.services.exceptions import CertificateError, CertificateOverlap, SameActor
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)


@pytest.fixture
def product():
    return makers.product("Chè Shan tuyết Suối Giàng", stars=None)


@pytest.fixture
def officer():
    return makers.user()


@pytest.fixture
def checker():
    return makers.user()


def submit(product, by, **fields):
    fields = {
        "stars": 4,
        "issuer_level": "province",
        "valid_from": date(2025, 3, 31),
        **fields,
    }
    return submit_certificate(product=product, by=by, **fields)


def kinds(certificate):
    return list(certificate.events.values_list("kind", flat=True))


class TestSubmitting:
    def test_the_end_is_36_months_later(self, product, officer):
        made = submit(product, officer, valid_from=date(2024, 2, 29))
        assert made.valid_until == date(2027, 2, 28) == made.rule_end

    def test_another_end_needs_a_reason(self, product, officer):
        with pytest.raises(CertificateError):
            submit(product, officer, valid_until=date(2027, 1, 1))
        made = submit(
            product, officer, valid_until=date(2027, 1, 1), dates_note="Quyết định ghi ngày khác."
        )
        assert made.valid_until == date(2027, 1, 1)

    def test_it_stands_behind_no_star_yet(self, product, officer):
        made = submit(product, officer)
        assert made.state(TODAY) == CertificateState.SUBMITTED
        assert not type(product).objects.public().exists()
        assert kinds(made) == ["submitted"]

    @pytest.mark.parametrize(
        ("stars", "level"), [(2, "province"), (6, "central"), (5, "province"), (4, "district")]
    )
    def test_stars_and_issuer_follow_the_rule(self, product, officer, stars, level):
        with pytest.raises(ValidationError):
            submit(product, officer, stars=stars, issuer_level=level)
        assert not Certificate.objects.exists()

    @pytest.mark.parametrize(
        ("stars", "level"), [(3, "district"), (3, "province"), (4, "province"), (5, "central")]
    )
    def test_the_district_was_a_genuine_issuer_of_three_stars(self, product, officer, stars, level):
        assert submit(product, officer, stars=stars, issuer_level=level).pk

    def test_a_code_belongs_to_one_certificate(self, product, officer):
        submit(product, officer, code="10-298-09877-12-2025")
        with pytest.raises(ValidationError):
            submit(makers.product(stars=None), officer, code="10-298-09877-12-2025")


class TestVerifying:
    def test_the_submitter_may_not_verify(self, product, officer):
        made = submit(product, officer)
        with pytest.raises(SameActor):
            verify_certificate(certificate=made, by=officer)
        assert Certificate.objects.get().state(TODAY) == CertificateState.SUBMITTED

    def test_a_second_person_puts_it_in_force(self, product, officer, checker):
        made = verify_certificate(certificate=submit(product, officer), by=checker)
        assert made.is_in_force(TODAY)
        assert type(product).objects.public().get().stars == 4
        assert kinds(made) == ["submitted", "verified"]
        assert made.events.last().actor == checker

    def test_once_is_enough(self, product, officer, checker):
        made = verify_certificate(certificate=submit(product, officer), by=checker)
        with pytest.raises(CertificateError):
            verify_certificate(certificate=made, by=makers.user())

    def test_the_newer_supersedes_the_older_on_its_first_day(self, product, officer, checker):
        old = verify_certificate(certificate=submit(product, officer), by=checker)
        begins = TODAY + 10 * DAY
        new = submit(product, officer, stars=5, issuer_level="central", valid_from=begins)
        verify_certificate(certificate=new, by=checker)
        old.refresh_from_db()
        assert (old.superseded_on, old.superseded_by) == (begins, new)
        assert old.state(begins - DAY) == CertificateState.VALID
        assert old.state(begins) == CertificateState.SUPERSEDED
        objects = type(product).objects
        assert [objects.public(day).get().stars for day in (begins - DAY, begins)] == [4, 5]
        assert kinds(old) == ["submitted", "verified", "superseded"]

    def test_history_is_not_rewritten_by_an_older_one(self, product, officer, checker):
        verify_certificate(certificate=submit(product, officer), by=checker)
        older = submit(product, officer, stars=3, valid_from=date(2024, 1, 1))
        with pytest.raises(CertificateOverlap):
            verify_certificate(certificate=older, by=checker)
        assert Certificate.objects.current().get().stars == 4

    def test_no_overlap_with_one_that_ends_later_by_revocation(self, product, officer, checker):
        verified = verify_certificate(certificate=submit(product, officer), by=checker)
        revoke_certificate(certificate=verified, ground="b", by=officer, on=TODAY + 30 * DAY)
        new = submit(product, officer, valid_from=TODAY)
        with pytest.raises(CertificateOverlap):
            verify_certificate(certificate=new, by=checker)
        later = submit(product, officer, valid_from=TODAY + 30 * DAY)
        assert verify_certificate(certificate=later, by=checker).pk == later.pk


class TestExtending:
    @pytest.fixture
    def verified(self, product, officer, checker):
        made = submit(product, officer, valid_from=date(2023, 12, 1))
        return verify_certificate(certificate=made, by=checker)  # until 1/12/2026

    def test_it_stays_in_force_to_the_new_day(self, verified, officer):
        until = verified.valid_until + 180 * DAY
        extended = extend_certificate(
            certificate=verified, until=until, by=officer, reason="Đang đánh giá lại."
        )
        assert extended.state(verified.valid_until) == CertificateState.VALID
        assert extended.state(verified.valid_until + DAY) == CertificateState.EXTENDED
        assert extended.state(until) == CertificateState.EXTENDED
        assert extended.state(until + DAY) == CertificateState.EXPIRED
        event = extended.events.last()
        assert (event.kind, event.reason) == ("extended", "Đang đánh giá lại.")

    @pytest.mark.parametrize("days", [-1, 0, 181])
    def test_it_is_short_and_later(self, verified, officer, days):
        until = verified.valid_until + days * DAY
        with pytest.raises(CertificateError):
            extend_certificate(certificate=verified, until=until, by=officer, reason="Chờ.")

    def test_it_has_a_reason(self, verified, officer):
        with pytest.raises(CertificateError):
            extend_certificate(
                certificate=verified, until=verified.valid_until + DAY, by=officer, reason="  "
            )

    def test_an_expired_one_can_still_be_extended(self, verified, officer, clock):
        clock.move_to("2026-12-20T09:00:00+07:00")
        extended = extend_certificate(
            certificate=verified, until=date(2027, 1, 31), by=officer, reason="Hồ sơ nộp trước hạn."
        )
        assert extended.is_in_force(date(2026, 12, 20))

    def test_neither_a_revoked_nor_a_submitted_one_can(self, verified, product, officer):
        revoke_certificate(certificate=verified, ground="a", by=officer)
        pending = submit(makers.product(stars=None), officer)
        for certificate in (verified, pending):
            until = certificate.valid_until + DAY
            with pytest.raises(CertificateError):
                extend_certificate(certificate=certificate, until=until, by=officer, reason="Chờ.")


class TestRevoking:
    @pytest.fixture
    def verified(self, product, officer, checker):
        return verify_certificate(certificate=submit(product, officer), by=checker)

    @pytest.mark.parametrize("ground", RevocationGround.values)
    def test_each_of_the_six_grounds_ends_it_the_same_day(self, verified, officer, ground):
        revoked = revoke_certificate(
            certificate=verified,
            ground=ground,
            by=officer,
            decision_number="12/QĐ",
            reason="Vì thế.",
        )
        assert revoked.state(TODAY - DAY) == CertificateState.VALID
        assert revoked.state(TODAY) == CertificateState.REVOKED
        event = revoked.events.last()
        assert (event.kind, event.decision_number, event.effective_on) == (
            "revoked",
            "12/QĐ",
            TODAY,
        )

    @pytest.mark.parametrize("ground", ["", "g", "đ"])
    def test_no_other_ground_exists(self, verified, officer, ground):
        with pytest.raises(CertificateError):
            revoke_certificate(certificate=verified, ground=ground, by=officer)

    def test_only_what_holds_can_be_revoked(self, verified, officer):
        revoke_certificate(certificate=verified, ground="b", by=officer)
        pending = submit(makers.product(stars=None), officer)
        for certificate in (verified, pending):
            with pytest.raises(CertificateError):
                revoke_certificate(certificate=certificate, ground="b", by=officer)


BASE = {"valid_from": date(2025, 1, 1), "valid_until": date(2028, 1, 1)}


@pytest.mark.parametrize(
    ("facts", "day", "state"),
    [
        ({"verified_at": None, "verified_by": None}, TODAY, CertificateState.SUBMITTED),
        ({}, date(2024, 12, 31), CertificateState.NOT_YET_VALID),
        ({}, date(2025, 1, 1), CertificateState.VALID),
        ({}, date(2028, 1, 1), CertificateState.VALID),
        ({}, date(2028, 1, 2), CertificateState.EXPIRED),
        ({"extended_until": date(2028, 3, 1)}, date(2028, 1, 1), CertificateState.VALID),
        ({"extended_until": date(2028, 3, 1)}, date(2028, 3, 1), CertificateState.EXTENDED),
        ({"extended_until": date(2028, 3, 1)}, date(2028, 3, 2), CertificateState.EXPIRED),
        ({"revoked_on": TODAY, "revocation_ground": "b"}, TODAY - DAY, CertificateState.VALID),
        ({"revoked_on": TODAY, "revocation_ground": "b"}, TODAY, CertificateState.REVOKED),
        (
            {"revoked_on": TODAY, "revocation_ground": "b"},
            date(2030, 1, 1),
            CertificateState.REVOKED,
        ),
        ({"superseded_on": TODAY}, TODAY - DAY, CertificateState.VALID),
        ({"superseded_on": TODAY}, TODAY, CertificateState.SUPERSEDED),
        ({"superseded_on": TODAY}, date(2030, 1, 1), CertificateState.SUPERSEDED),
        (
            {"superseded_on": TODAY, "revoked_on": TODAY, "revocation_ground": "b"},
            TODAY,
            CertificateState.REVOKED,
        ),
    ],
)
def test_the_state_of_a_day_follows_from_dates_and_events(product, facts, day, state):
    stored = _stored(**_row(product, **facts))
    assert stored.state(day) == state
    in_force = state in (CertificateState.VALID, CertificateState.EXTENDED)
    assert stored.is_in_force(day) is in_force
    assert Certificate.objects.in_force(day).exists() is in_force
    assert type(product).objects.public(day).exists() is in_force


def _stored(**facts):
    stored = makers.dated_certificate(**facts)
    stored.save()
    return stored


def _row(product, **facts):
    return {
        "product": product,
        "stars": 4,
        "issuer_level": "province",
        "submitted_by": makers.user(),
        "submitted_at": "2025-01-01T00:00:00Z",
        "verified_by": makers.user(),
        "verified_at": "2025-01-01T00:00:00Z",
        **BASE,
        **facts,
    }


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("certificate_stars_3_to_5", {"stars": 2}),
        ("certificate_stars_3_to_5", {"stars": 6}),
        ("certificate_central_issues_five", {"stars": 5}),
        ("certificate_central_issues_five", {"issuer_level": "district"}),
        ("certificate_ends_after_start", {"valid_until": date(2025, 1, 1)}),
        ("certificate_bounds_in_order", {"issued_not_before": date(2025, 7, 1)}),
        ("certificate_bounds_in_order", {"issued_not_after": date(2025, 7, 1)}),
        ("certificate_bounds_with_evidence", {"issued_not_before": date(2024, 7, 1)}),
        ("certificate_extension_after_end", {"extended_until": date(2028, 1, 1)}),
        ("certificate_extension_within_180_days", {"extended_until": date(2028, 6, 30)}),
        ("certificate_revoked_with_ground", {"revoked_on": TODAY}),
        ("certificate_revoked_with_ground", {"revocation_ground": "b"}),
        ("certificate_four_eyes", {"verified_at": None}),
        ("certificate_four_eyes", {"verified_by": None}),
    ],
)
def test_the_database_refuses(product, constraint, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        _stored(**_row(product, **facts))


WITHIN_2024 = {
    "issued_not_before": date(2024, 1, 1),
    "issued_not_after": date(2024, 12, 31),
    "valid_from": None,
    "valid_until": None,
    "evidence": "Nguồn chỉ ghi năm 2024.",
}


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2023, 12, 31), CertificateState.NOT_YET_VALID),
        (date(2024, 1, 1), CertificateState.UNCERTAIN),
        (date(2024, 12, 30), CertificateState.UNCERTAIN),
        (date(2024, 12, 31), CertificateState.VALID),
        (date(2027, 1, 1), CertificateState.VALID),
        (date(2027, 1, 2), CertificateState.UNCERTAIN),
        (date(2027, 12, 31), CertificateState.UNCERTAIN),
        (date(2028, 1, 1), CertificateState.EXPIRED),
    ],
)
def test_between_bounds_a_certificate_is_in_force_only_where_it_is_certain(product, day, state):
    stored = _stored(**_row(product, **WITHIN_2024))
    assert stored.state(day) == state
    assert stored.is_in_force(day) is (state == CertificateState.VALID)
    assert Certificate.objects.in_force(day).exists() is (state == CertificateState.VALID)


def test_a_stated_end_is_certain_and_possible_at_once(product):
    stored = _stored(**_row(product, valid_until=date(2027, 6, 1)))
    assert stored.possible_until == date(2027, 6, 1)


def test_only_a_numbered_decision_with_its_day_is_evidence_of_the_first_grade(product):
    stored = _stored(**_row(product, **WITHIN_2024), decision_number="1234/QĐ-UBND")
    assert stored.evidence_grade == EvidenceGrade.DATED_SOURCE
    stored.issued_not_before = stored.issued_not_after
    assert stored.evidence_grade == EvidenceGrade.DECISION


def test_the_180th_day_of_an_extension_is_allowed(product):
    made = _stored(**_row(product, extended_until=BASE["valid_until"] + 180 * DAY))
    assert made.last_day == date(2028, 6, 29)


def test_the_database_refuses_to_let_the_submitter_verify(product, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        _stored(**_row(product, submitted_by=officer, verified_by=officer))


def test_the_database_refuses_a_second_current_certificate(product):
    _stored(**_row(product))
    with pytest.raises(IntegrityError), transaction.atomic():
        _stored(**_row(product))


def test_a_product_with_a_certificate_cannot_be_deleted(product):
    _stored(**_row(product))
    with pytest.raises(IntegrityError):
        product.delete()
