"""Certifying in bulk keeps every rule of certifying one by one."""

from datetime import date

import pytest
from django.db import connection

from catalogue.models import Certificate, CertificateEvent
from catalogue.services.certificates import revoke_certificate
from catalogue.services.certificates_bulk import certify_in_bulk
from catalogue.services.exceptions import SameActor
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def certify(db):
    """Certify by two different people."""
    writer, checker = makers.user(), makers.user()
    return lambda *drafts: certify_in_bulk(
        certificates=drafts, submitted_by=writer, verified_by=checker
    )


def draft(product, **facts):
    facts = {"stars": 4, "issuer_level": "province", "valid_from": date(2025, 2, 28)} | facts
    return Certificate(product=product, **facts)


def test_events_dates_and_actors_as_for_one(certify):
    product = makers.product(stars=None)
    (certificate,) = certify(draft(product, valid_from=date(2024, 2, 29))).certificates
    certificate.refresh_from_db()
    assert certificate.valid_until == date(2027, 2, 28)
    assert certificate.verified_at is not None
    assert certificate.submitted_by != certificate.verified_by
    events = CertificateEvent.objects.filter(certificate=certificate)
    assert [(event.kind, event.actor) for event in events] == [
        ("submitted", certificate.submitted_by),
        ("verified", certificate.verified_by),
    ]


def test_one_person_is_not_two():
    person = makers.user()
    with pytest.raises(SameActor):
        certify_in_bulk(certificates=[], submitted_by=person, verified_by=person)


def test_what_was_current_is_superseded(certify):
    product = makers.product(since=date(2023, 1, 1))
    (new,) = certify(draft(product)).certificates
    old = Certificate.objects.exclude(pk=new.pk).get()
    assert (old.superseded_on, old.superseded_by) == (new.valid_from, new)
    assert old.events.filter(kind="superseded").count() == 1
    assert Certificate.objects.current().get() == new


@pytest.mark.parametrize(
    "facts",
    [
        {"valid_from": date(2023, 1, 1)},
        {"stars": 2},
        {"stars": 6},
        {"valid_until": date(2030, 1, 1)},
        {"issuer_level": "ward"},
    ],
)
def test_broken_rules_are_refused_and_the_others_go_on(certify, facts):
    bad, good = makers.product(since=date(2023, 1, 1)), makers.product(stars=None)
    outcome = certify(draft(bad, **facts), draft(good))
    assert [certificate.product for certificate in outcome.certificates] == [good]
    ((refused, why),) = outcome.refused
    assert refused.product == bad
    assert why
    assert bad.certificates.count() == 1


def test_one_that_certainly_came_before_is_kept_as_history(certify):
    product = makers.product(since=date(2023, 1, 1))
    held = Certificate.objects.get()
    outcome = certify(draft(product, valid_from=date(2022, 1, 1)))
    (late,) = outcome.late
    assert (late.old.superseded_on, late.old.superseded_by) == (held.valid_from, held)
    held.refresh_from_db()
    assert (held.superseded_on, held.superseded_by) == (None, None)
    assert late.old.events.filter(kind="superseded").exists()


def test_no_overlap_with_one_that_ends_later_by_revocation(certify):
    product = makers.product(since=date(2023, 1, 1))
    revoke_certificate(
        certificate=product.certificates.get(), ground="b", by=makers.user(), on=date(2026, 1, 1)
    )
    assert certify(draft(product)).refused
    assert certify(draft(product, valid_from=date(2026, 1, 1))).certificates


def test_two_for_one_product_are_one_too_many(certify):
    product = makers.product(stars=None)
    outcome = certify(draft(product), draft(product, valid_from=date(2026, 1, 1)))
    assert (len(outcome.certificates), len(outcome.refused)) == (1, 1)


@pytest.mark.parametrize("count", [3, 6])
def test_queries_do_not_grow(count, certify, django_assert_max_num_queries):
    products = makers.many_products(count)
    Certificate.objects.all().delete()
    with django_assert_max_num_queries(13 + connection.features.has_select_for_update):  # the log
        certify(*(draft(product) for product in products))
