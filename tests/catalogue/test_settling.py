"""A day of issue that was known between bounds is settled by the decision, by another person."""

from datetime import date

import pytest

from catalogue.certificate_log.verification import check_log
from catalogue.models import Certificate, Product
from catalogue.models.certificate_terms import CertificateState, EvidenceGrade
from catalogue.services.certificates import extend_certificate, revoke_certificate
from catalogue.services.exceptions import CertificateError, CertificateOverlap, SameActor
from catalogue.services.issue_dates import may_be_settled, settle_issue_date
from tests import makers

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


@pytest.fixture
def uncertain(clock):
    """A certificate of 2023, day not known: on 21/11/2026 perhaps in force."""
    product = makers.product("Mật ong rừng", stars=None)
    return makers.bounded_certificate(product, date(2023, 1, 1), date(2023, 12, 31))


def settle(certificate, day, **changed):
    facts = {"decision_number": "348/QĐ-UBND", "by": makers.user()} | changed
    return settle_issue_date(certificate=certificate, issued_on=day, **facts)


def test_a_late_decision_puts_it_in_force(uncertain):
    assert uncertain.state(TODAY) == CertificateState.UNCERTAIN
    assert not Product.objects.public().exists()
    settled = settle(uncertain, date(2023, 12, 20))
    assert (settled.valid_from, settled.valid_until) == (date(2023, 12, 20), date(2026, 12, 20))
    assert settled.possible_until == settled.valid_until
    assert settled.evidence_grade == EvidenceGrade.DECISION
    assert Product.objects.for_sale().get() == uncertain.product


def test_an_early_decision_ends_it_for_certain(uncertain):
    settled = settle(uncertain, date(2023, 3, 1))
    assert settled.state(TODAY) == CertificateState.EXPIRED
    assert not Certificate.objects.uncertain(TODAY).exists()


def test_history_and_log_tell_who_and_from_what_to_what(uncertain):
    steward = makers.user()
    settle(uncertain, date(2023, 12, 20), by=steward)
    event = uncertain.events.last()
    assert (event.kind, event.actor, event.decision_number) == (
        "corrected",
        steward,
        "348/QĐ-UBND",
    )
    assert event.reason == "Ngày cấp: năm 2023 → 20/12/2023."
    assert uncertain.log_entries.last().kind == "corrected"
    assert check_log().fault == ""


def test_the_submitter_may_not_settle(uncertain):
    with pytest.raises(SameActor):
        settle(uncertain, date(2023, 12, 20), by=uncertain.submitted_by)


@pytest.mark.parametrize(
    ("day", "changed"),
    [
        (date(2023, 12, 20), {"decision_number": "  "}),
        (date(2026, 11, 22), {"reason": "Đợt sau"}),
        (date(2018, 5, 6), {"reason": "Đợt trước"}),
    ],
)
def test_what_is_no_day_of_a_decision_is_refused(uncertain, day, changed):
    with pytest.raises(CertificateError):
        settle(uncertain, day, **changed)
    uncertain.refresh_from_db()
    assert not uncertain.day_is_exact


def test_no_district_signed_after_the_last_day_of_districts(clock):
    product = makers.product("Chè dây", stars=None)
    bounds = (date(2025, 1, 1), date(2025, 6, 30))
    certificate = makers.bounded_certificate(product, *bounds, stars=3, issuer_level="district")
    with pytest.raises(CertificateError) as refused:
        settle(certificate, date(2025, 7, 1), reason="Đợt sau.")
    assert "issued_on" in refused.value.message_dict
    assert settle(certificate, date(2025, 6, 30)).day_is_exact


def test_a_day_outside_what_was_known_needs_a_reason(uncertain):
    with pytest.raises(CertificateError) as refused:
        settle(uncertain, date(2024, 2, 23))
    assert "năm 2023" in refused.value.message_dict["reason"][0]
    settled = settle(uncertain, date(2024, 2, 23), reason="Đợt 2023, ký đầu năm sau.")
    assert settled.valid_until == date(2027, 2, 23)
    assert uncertain.events.last().reason.endswith("Đợt 2023, ký đầu năm sau.")


def test_it_is_settled_once(uncertain):
    settled = settle(uncertain, date(2023, 12, 20))
    assert not may_be_settled(settled, TODAY)
    with pytest.raises(CertificateError):
        settle(settled, date(2023, 12, 21))


def test_what_is_over_is_not_settled(uncertain):
    revoke_certificate(certificate=uncertain, ground="b", by=makers.user(), on=TODAY)
    with pytest.raises(CertificateError):
        settle(uncertain, date(2023, 12, 20))


def test_an_extension_that_would_not_fit_is_told(uncertain):
    extend_certificate(
        certificate=uncertain, until=date(2026, 6, 1), by=makers.user(), reason="Chờ kết quả"
    )
    with pytest.raises(CertificateError):
        settle(uncertain, date(2023, 12, 20))
    assert settle(uncertain, date(2023, 2, 1)).extended_until == date(2026, 6, 1)


def test_a_stated_end_stays(clock):
    product = makers.product(stars=None)
    stated = makers.bounded_certificate(
        product,
        date(2024, 1, 1),
        date(2024, 6, 30),
        valid_until=date(2026, 12, 31),
        dates_note="Theo giấy chứng nhận.",
    )
    settled = settle(stated, date(2024, 5, 5))
    assert (settled.valid_until, settled.possible_until) == (date(2026, 12, 31),) * 2
    assert settled.dates_note == "Theo giấy chứng nhận."


def test_the_certificate_before_it_ends_where_it_begins(clock):
    product = makers.product(stars=None)
    old = makers.certificate(product, stars=3, since=date(2021, 5, 1))
    new = makers.bounded_certificate(product, date(2024, 1, 1), date(2024, 12, 31))
    old.refresh_from_db()
    assert old.superseded_on == date(2024, 12, 31)
    settle(new, date(2024, 3, 8))
    old.refresh_from_db()
    assert old.superseded_on == date(2024, 3, 8)
    again = makers.bounded_certificate(product, date(2025, 1, 1), date(2025, 12, 31))
    with pytest.raises(CertificateOverlap):
        settle(again, date(2024, 3, 8), reason="Nhầm năm")
