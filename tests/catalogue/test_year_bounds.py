"""Certificates of before that counted from 31 December are bounded by their year; none is lost."""

import importlib
from datetime import date
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection

from catalogue.models import Certificate, Product, RegisterEntry
from catalogue.register.sender import CHECKER, CLERK
from catalogue.services.certificates import (
    extend_certificate,
    revoke_certificate,
    submit_certificate,
    verify_certificate,
)
from search.models import OutboxEntry
from tests import makers

pytestmark = pytest.mark.django_db

bounds = importlib.import_module("catalogue.migrations.0191_years_are_bounds")
index = importlib.import_module("search.migrations.0010_certificates_with_bounds")
TODAY = date(2026, 11, 21)
OLD_NOTE = "Nguồn chỉ nêu năm {}; ngày được lấy là 31/12. Cơ quan cấp suy theo quy định lúc đó."


def system(email):
    users = get_user_model().objects
    return users.filter(email=email).first() or users.create_user(email=email, password=None)


@pytest.fixture
def imported(clock):
    """A certificate as the import made it of a row that names a year only."""

    def make(year, *, product=None, district="", by=None, decided=None, stars=3):
        product = product or makers.product(stars=None)
        made = submit_certificate(
            product=product,
            stars=stars,
            issuer_level="province",
            valid_from=decided or date(year, 12, 31),
            decision_date=decided,
            dates_note="" if decided else OLD_NOTE.format(year),
            source="Báo Trà Vinh",
            by=by or system(CLERK),
        )
        made = verify_certificate(certificate=made, by=system(CHECKER))
        RegisterEntry.objects.filter(product=product).update(certificate=None)
        RegisterEntry.objects.update_or_create(
            key=f"k{product.pk}",
            defaults={
                "product_name": product.title,
                "product": product,
                "certificate": made,
                "certified_year": year,
                "district": district,
            },
        )
        return made

    return make


def migrate():
    schema_editor = SimpleNamespace(connection=connection)
    bounds.bound_by_their_year(apps, schema_editor)
    index.write_anew(apps, schema_editor)


def dates(certificate):
    certificate.refresh_from_db()
    return (
        certificate.issued_not_before,
        certificate.issued_not_after,
        certificate.valid_from,
        certificate.valid_until,
        certificate.possible_until,
    )


def test_a_year_becomes_its_bounds_and_goods_that_are_not_proven_leave_the_shop(imported):
    certificate = imported(2023)
    assert Product.objects.public().exists()
    OutboxEntry.objects.all().delete()
    migrate()
    assert dates(certificate) == (
        date(2023, 1, 1),
        date(2023, 12, 31),
        date(2023, 12, 31),
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    assert certificate.evidence == "Báo Trà Vinh"
    assert certificate.dates_note == "Nguồn chỉ nêu năm 2023. Cơ quan cấp suy theo quy định lúc đó."
    assert not Product.objects.public().exists()
    assert Product.objects.ended().get() == certificate.product
    assert OutboxEntry.objects.get().object_id == certificate.product_id
    event = certificate.events.last()
    assert (event.kind, event.actor.email) == ("corrected", CHECKER)


def test_a_district_bounds_the_year_of_the_reform(imported):
    certificate = imported(2025, district="Cầu Kè")
    migrate()
    assert dates(certificate)[1] == date(2025, 6, 30)


def test_what_it_superseded_ends_where_it_now_begins(imported):
    product = makers.product(stars=None)
    old = imported(2022, product=product)
    new = imported(2025, product=product, district="Cầu Kè")
    migrate()
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.superseded_on == new.valid_from == date(2025, 6, 30)


def test_what_has_a_decision_of_its_own_stays(imported):
    certificate = imported(2024, decided=date(2024, 12, 31))
    before = dates(certificate)
    migrate()
    assert dates(certificate) == before


def test_what_people_entered_stays(imported):
    certificate = imported(2024, by=makers.user())
    before = dates(certificate)
    migrate()
    assert dates(certificate) == before


def test_what_people_extended_stays(imported):
    certificate = imported(2023)
    extend_certificate(
        certificate=certificate, until=date(2027, 3, 1), by=makers.user(), reason="Chờ kết quả"
    )
    before = dates(certificate)
    migrate()
    assert dates(certificate) == before
    assert certificate.extended_until == date(2027, 3, 1)


def test_a_revocation_stays_and_its_dates_are_bounded(imported):
    certificate = imported(2024)
    revoke_certificate(certificate=certificate, ground="b", by=makers.user(), on=date(2026, 2, 1))
    migrate()
    assert dates(certificate)[0] == date(2024, 1, 1)
    assert certificate.revoked_on == date(2026, 2, 1)


def test_twice_is_once(imported):
    certificate = imported(2023)
    migrate()
    migrate()
    assert certificate.events.filter(kind="corrected").count() == 1
    assert Certificate.objects.count() == 1
