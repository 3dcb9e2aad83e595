"""A renewal file: one person records it, another holds the certificate over."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from catalogue.models import Renewal
from catalogue.models.certificate_terms import CertificateState
from catalogue.renewals.services import RenewalError, confirm_extension, record_renewal
from catalogue.services.certificates import submit_certificate
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = date(2026, 11, 21)
LATE = TODAY - timedelta(days=10)


@pytest.fixture
def certificate():
    """It ends in 40 days; its filing window has closed 80 days ago."""
    return makers.product("Chè", until=TODAY + timedelta(days=40)).certificates.get()


def recorded(certificate, by=None, **facts):
    facts = {"handed_in_on": LATE, "receipt_number": " 12/BN "} | facts
    return record_renewal(certificate=certificate, by=by or makers.user(), **facts)


def test_a_recorded_file_changes_nothing_by_itself(certificate):
    renewal = recorded(certificate)
    certificate.refresh_from_db()
    assert renewal.receipt_number == "12/BN"
    assert certificate.extended_until is None
    assert certificate.events.filter(kind="extended").count() == 0


def test_a_second_person_holds_the_certificate_over_for_180_days(certificate, clock):
    renewal = recorded(certificate)
    confirm_extension(renewal=renewal, by=makers.user())
    certificate.refresh_from_db()
    limit = certificate.valid_until + timedelta(days=180)
    assert certificate.extended_until == limit
    assert certificate.state(limit) == CertificateState.EXTENDED
    assert certificate.state(limit + timedelta(days=1)) == CertificateState.EXPIRED
    event = certificate.events.get(kind="extended")
    assert "12/BN" in event.reason
    assert "Đ.12" in event.reason


def test_nobody_confirms_what_they_recorded_themselves(certificate):
    person = makers.user()
    renewal = recorded(certificate, by=person)
    with pytest.raises(RenewalError):
        confirm_extension(renewal=renewal, by=person)
    with pytest.raises(IntegrityError):
        Renewal.objects.filter(pk=renewal.pk).update(
            confirmed_by=person, confirmed_at=renewal.recorded_at
        )


def test_a_file_is_confirmed_once(certificate):
    renewal = recorded(certificate)
    confirm_extension(renewal=renewal, by=makers.user())
    with pytest.raises(RenewalError):
        confirm_extension(renewal=renewal, by=makers.user())
    with pytest.raises(RenewalError):
        recorded(certificate, receipt_number="13/BN")


def test_a_file_within_the_window_holds_nothing_over():
    certificate = makers.product(until=TODAY + timedelta(days=130)).certificates.get()
    renewal = recorded(certificate, handed_in_on=TODAY)
    with pytest.raises(RenewalError):
        confirm_extension(renewal=renewal, by=makers.user())


def test_an_end_between_bounds_is_settled_before_it_is_held_over(certificate):
    renewal = recorded(certificate)
    certificate.possible_until += timedelta(days=100)
    certificate.save()
    with pytest.raises(RenewalError):
        confirm_extension(renewal=renewal, by=makers.user())


def test_an_ended_certificate_comes_back_when_its_file_is_confirmed():
    certificate = makers.product(until=TODAY - timedelta(days=30)).certificates.get()
    renewal = recorded(certificate, handed_in_on=TODAY - timedelta(days=40))
    confirm_extension(renewal=renewal, by=makers.user())
    certificate.refresh_from_db()
    assert certificate.is_in_force(TODAY)


def test_a_slip_is_corrected_until_it_is_confirmed(certificate):
    recorded(certificate)
    recorded(certificate, receipt_number="13/BN", note="Gõ nhầm số")
    assert certificate.renewal.receipt_number == "13/BN"


@pytest.mark.parametrize("days", [-1, 141])
def test_a_file_comes_between_the_opening_of_the_window_and_today(certificate, days):
    with pytest.raises(RenewalError) as error:
        recorded(certificate, handed_in_on=TODAY - timedelta(days=days))
    assert "handed_in_on" in error.value.message_dict


def test_a_file_needs_its_receipt(certificate):
    with pytest.raises(RenewalError) as error:
        recorded(certificate, receipt_number=" ")
    assert "receipt_number" in error.value.message_dict


def test_what_is_not_verified_or_is_revoked_is_not_renewed():
    revoked = makers.product(until=TODAY + timedelta(days=40), revoked_on=TODAY)
    waiting = submit_certificate(
        product=makers.product(stars=None),
        stars=3,
        issuer_level="province",
        valid_from=TODAY,
        by=makers.user(),
    )
    for certificate in (revoked.certificates.get(), waiting):
        with pytest.raises(RenewalError):
            recorded(certificate)
