"""The gate: shown if and only if a certificate is in force at this moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.cards import stock_left
from catalogue.clock import add_months
from catalogue.models import Certificate, Product
from catalogue.models.certificate_in_force import uncertain_condition
from catalogue.models.certificate_terms import EXTENSION_LIMIT, CertificateState
from catalogue.models.product import LegalType
from catalogue.policies import is_display_only, is_displayable, sale_refusal
from catalogue.services.certificates import (
    extend_certificate,
    revoke_certificate,
    submit_certificate,
    verify_certificate,
)
from catalogue.services.exceptions import CertificateError
from shop.partner.models import StockRecord
from tests import makers

pytestmark = pytest.mark.django_db

EDGES = [date(2024, 2, 29), date(2027, 2, 28), date(2025, 12, 31), date(2025, 3, 31)]
DAYS = st.sampled_from(EDGES) | st.dates(date(2022, 1, 1), date(2028, 12, 31))
RELAXED = settings(
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def certificates(draw):
    """Facts of a certificate: any dates the database would accept, exact or between bounds."""
    issued = draw(DAYS)
    latest = issued + timedelta(draw(st.sampled_from([0, 0, 1, 30, 364])))
    start = latest + timedelta(draw(st.sampled_from([0, 0, 0, 20])))
    stated = draw(st.sampled_from([None, None, 12, 1]))
    end = add_months(issued, 36) if stated is None else add_months(start, stated)
    facts = {
        "issued_not_before": issued,
        "issued_not_after": latest,
        "valid_from": start,
        "valid_until": end,
        "evidence": "Báo Vĩnh Long",
        "verified": draw(st.integers(0, 4)) > 0,
    }
    if draw(st.booleans()):
        facts["extended_until"] = end + timedelta(draw(st.integers(1, EXTENSION_LIMIT.days)))
    if draw(st.integers(0, 3)) == 0:
        facts["revoked_on"] = draw(near(issued, start, end))
    if draw(st.integers(0, 3)) == 0:
        facts["superseded_on"] = draw(near(issued, start, end))
    return facts


def near(*days):
    """One of the days, the eve or the morrow of it, or any day at all."""
    close = st.builds(
        lambda day, step: day + timedelta(step), st.sampled_from(days), st.integers(-1, 1)
    )
    return close | DAYS


@st.composite
def certificates_and_a_day(draw):
    several = draw(st.lists(certificates(), min_size=1, max_size=8))
    edges = [day for facts in several for day in facts.values() if isinstance(day, date)]
    edges += [add_months(facts["issued_not_after"], 36) for facts in several]
    return several, draw(near(*edges))


def holds(facts, day, issued):
    """The law in plain words, written a second time on purpose: if it was issued on that day."""
    if not facts["verified"] or day < issued:
        return False
    if facts["valid_from"] > facts["issued_not_after"] and day < facts["valid_from"]:
        return False
    if facts.get("revoked_on", date.max) <= day or facts.get("superseded_on", date.max) <= day:
        return False
    by_rule = facts["valid_until"] == add_months(facts["issued_not_before"], 36)
    end = add_months(issued, 36) if by_rule else facts["valid_until"]
    return day <= max(end, facts.get("extended_until", end))


def days_of_issue(facts):
    """The days on which it may have been issued: what holds on the first and last holds between."""
    return facts["issued_not_before"], facts["issued_not_after"]


def in_force(facts, day):
    """For certain: whichever of these days it was."""
    return all(holds(facts, day, issued) for issued in days_of_issue(facts))


def perhaps_in_force(facts, day):
    """On one of these days it would be, on another it would not."""
    first, last = days_of_issue(facts)
    every = (first + timedelta(step) for step in range((last - first).days + 1))
    return not in_force(facts, day) and any(holds(facts, day, issued) for issued in every)


@pytest.fixture
def shelf():
    return [makers.product(stars=None) for _ in range(8)]


@RELAXED
@given(case=certificates_and_a_day())
def test_shown_if_and_only_if_in_force(shelf, case):
    several, day = case
    with transaction.atomic():
        stored = _store(shelf, several)
        expected = {product.pk for product, facts in stored if in_force(facts, day)}
        assert {
            certificate.product_id for certificate in Certificate.objects.in_force(day)
        } == expected
        assert set(Product.objects.public(day).values_list("pk", flat=True)) == expected
        uncertain = {product.pk for product, facts in stored if perhaps_in_force(facts, day)}
        standing = Certificate.objects.filter(uncertain_condition(day), verified_at__isnull=False)
        standing = standing.exclude(revoked_on__lte=day).exclude(superseded_on__lte=day)
        assert {certificate.product_id for certificate in standing} == uncertain
        ended = set(Product.objects.ended(day).values_list("pk", flat=True))
        assert not ended & expected
        assert ended == {p.pk for p, facts in stored if facts["verified"]} - expected
        for certificate in Certificate.objects.all():
            assert certificate.is_in_force(day) is (certificate.product_id in expected)
            states = (CertificateState.VALID, CertificateState.EXTENDED)
            state = certificate.state(day)
            assert (state in states) is (certificate.product_id in expected)
            assert (state == CertificateState.UNCERTAIN) is (certificate.product_id in uncertain)
        transaction.set_rollback(True)


def _store(shelf, several):
    writer, checker = makers.user(), makers.user()
    moment = datetime(2022, 1, 1, tzinfo=UTC)
    stored = list(zip(shelf, several, strict=False))
    for product, facts in stored:
        dates = {key: value for key, value in facts.items() if key != "verified"}
        makers.dated_certificate(
            product=product,
            stars=3,
            issuer_level="province",
            submitted_by=writer,
            submitted_at=moment,
            verified_by=checker if facts["verified"] else None,
            verified_at=moment if facts["verified"] else None,
            revocation_ground="b" if "revoked_on" in dates else "",
            **dates,
        ).save()
    return stored


@st.composite
def offers(draw):
    """Facts of a product of any kind: how it is shown and stocked, by whom, and its certificate."""
    product = {
        "legal_type": draw(st.sampled_from(LegalType.values)),
        "is_public": draw(st.integers(0, 4)) > 0,
        "structure": draw(st.sampled_from(["standalone", "standalone", "parent", "child"])),
    }
    takedown = draw(st.sampled_from(["none", "none", "in force", "lifted"]))
    stock = {
        "price": draw(st.sampled_from([None, 50_000])),
        "num_in_stock": draw(st.sampled_from([None, 0, 9])),
    }
    producer = draw(st.sampled_from(["own", "own", "own", "not stated", None]))
    own_partner = draw(st.booleans())
    stock = draw(st.none() | st.just(stock))
    return product, stock, own_partner, producer, takedown, draw(certificates())


@settings(RELAXED, max_examples=20)
@given(several=st.lists(offers(), min_size=8, max_size=8), day=DAYS)
def test_policies_say_of_a_product_what_the_database_says_of_all(shelf, several, day):
    with transaction.atomic(), override_settings(OCOP_TODAY=day):
        _offer(shelf, several)
        _store(shelf, [certificate for *_offer, certificate in several])
        found = Product.objects.all()
        displayable = set(found.displayable().values_list("pk", flat=True))
        public = set(found.public().values_list("pk", flat=True))
        for_sale = set(found.for_sale().values_list("pk", flat=True))
        stocked = set(found.with_stock().filter(has_stock=True).values_list("pk", flat=True))
        assert for_sale <= public <= displayable
        for product in [*found.for_sale_check(), *Product.objects.all()]:
            may_be_shown = is_displayable(product)
            assert may_be_shown is (product.pk in displayable)
            assert (may_be_shown and product.certificate is not None) is (product.pk in public)
            assert (sale_refusal(product) is None) is (product.pk in for_sale)
            in_stock = stock_left(product) != 0 and not is_display_only(product)
            assert in_stock is (product.pk in stocked)
        transaction.set_rollback(True)


def _offer(shelf, several):
    StockRecord.objects.all().delete()
    records = []
    nameless = makers.producer("Chưa rõ", name_is_stated=False)
    producers = [makers.producer(f"Hợp tác xã {number}") for number in range(len(shelf))]
    for item, own, offer in zip(shelf, producers, several, strict=True):
        facts, stock, has_own_partner, producer, takedown, _certificate = offer
        seller = (own if has_own_partner else producers[0]).partner
        item.producer = {"own": own, "not stated": nameless, None: None}[producer]
        if stock is not None:
            records.append(StockRecord(product=item, partner=seller, partner_sku=item.pk, **stock))
        for name, value in facts.items():
            setattr(item, name, value)
        if takedown != "none":
            placed = makers.takedown(item)
            if takedown == "lifted":
                makers.lift(placed)
    StockRecord.objects.bulk_create(records)
    Product.objects.bulk_update(shelf, ["legal_type", "is_public", "structure", "producer"])


@RELAXED
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["certify", "revoke", "extend"]), DAYS, st.integers(1, 180)),
        max_size=7,
    ),
    today=DAYS,
)
def test_no_order_of_services_puts_two_certificates_in_force(shelf, steps, today):
    product = shelf[0]
    writer, checker = makers.user(), makers.user()
    with transaction.atomic():
        for verb, day, length in steps:
            try:
                with transaction.atomic():
                    _perform(verb, product, day, length, writer, checker)
            except CertificateError:
                continue
        edges = {today}
        for certificate in product.certificates.all():
            for edge in (
                certificate.valid_from,
                certificate.last_day,
                certificate.revoked_on,
                certificate.superseded_on,
            ):
                edges |= {edge + timedelta(step) for step in (-1, 0, 1)} if edge else set()
        for day in edges:
            assert product.certificates.in_force(day).count() <= 1
            assert Product.objects.public(day).filter(pk=product.pk).count() <= 1
        transaction.set_rollback(True)


def _perform(verb, product, day, length, writer, checker):
    last = product.certificates.last()
    if verb == "certify":
        made = submit_certificate(
            product=product, stars=3, issuer_level="province", valid_from=day, by=writer
        )
        verify_certificate(certificate=made, by=checker)
    elif last and verb == "revoke":
        revoke_certificate(certificate=last, ground="b", by=checker, on=day)
    elif last:
        until = last.valid_until + timedelta(length)
        extend_certificate(certificate=last, until=until, by=checker, reason="Đánh giá lại.")


@RELAXED
@given(
    last_day=DAYS,
    second=st.integers(-2, 2),
)
def test_it_ends_at_midnight_in_vietnam(shelf, clock, last_day, second):
    midnight = datetime(last_day.year, last_day.month, last_day.day, 17, tzinfo=UTC)
    with transaction.atomic():
        makers.certificate(shelf[0], until=last_day)
        clock.move_to(midnight + timedelta(seconds=second))
        shown = Product.objects.public().filter(pk=shelf[0].pk).exists()
        assert shown is (second < 0)
        fresh = Product.objects.get(pk=shelf[0].pk)
        assert (sale_refusal(fresh) is None) is shown
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2025, 2, 28), date(2028, 2, 28)),
        (date(2025, 5, 31), date(2028, 5, 31)),
    ],
)
def test_36_months_hold_to_their_last_day(shelf, clock, start, last):
    makers.certificate(shelf[0], since=start)
    for day, shown in ((start, True), (last, True), (last + timedelta(1), False)):
        clock.move_to(datetime(day.year, day.month, day.day, 5, tzinfo=UTC))
        assert Product.objects.public().exists() is shown


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"is_public": False}, False),
        ({"legal_type": "alcohol"}, False),
        ({"legal_type": "medicine"}, True),
        ({"legal_type": "functional_food"}, True),
        ({"legal_type": "service"}, True),
        ({"structure": "child"}, False),
    ],
)
def test_a_star_alone_does_not_open_the_gate(shelf, clock, change, shown):
    makers.certificate(shelf[0])
    Product.objects.filter(pk=shelf[0].pk).update(**change)
    assert Product.objects.public().exists() is shown


def test_the_database_answers_for_a_takedown_in_the_query_of_the_list(
    shelf, clock, django_assert_num_queries
):
    for item in shelf:
        makers.certificate(item)
    makers.takedown(shelf[0])
    with django_assert_num_queries(1):
        assert [item.is_taken_down for item in Product.objects.public()] == [False] * 7
    with django_assert_num_queries(1):
        assert [item.is_taken_down for item in Product.objects.with_takedowns().order_by("pk")] == [
            True,
            *[False] * 7,
        ]


def test_a_revocation_is_felt_between_two_queries(shelf, clock):
    certificate = makers.certificate(shelf[0])
    page = list(Product.objects.public())
    revoke_certificate(certificate=certificate, ground="d", by=makers.user())
    assert page == [shelf[0]]
    assert sale_refusal(page[0]).code == "not_certified"
    assert not Product.objects.public().exists()
