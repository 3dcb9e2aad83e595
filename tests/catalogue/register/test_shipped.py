"""The shipped register on its pinned day: the numbers, and the rows that may never be shown."""

import csv
from datetime import date

import pytest

from catalogue.models import Certificate, Product, RegisterEntry
from catalogue.places import forget_index
from catalogue.policies import sale_refusal
from catalogue.reference import load_reference
from catalogue.reference.files import DATA
from catalogue.register.importing import import_register
from catalogue.register.status import EntryReason, entry_status, with_status

pytestmark = pytest.mark.django_db

REGISTER = DATA / "ocop_products.csv"
TODAY = date(2026, 11, 21)


@pytest.fixture
def report(settings, db):
    """The whole register, imported."""
    settings.OCOP_TODAY = TODAY
    load_reference()
    yield import_register(REGISTER)
    forget_index()


def test_the_whole_register(report):
    assert report.faults == []
    assert report.lines == sum(report.reasons.values()) == RegisterEntry.objects.count() == 1426
    _refused_rows_are_kept_and_not_shown()
    _on_sale_means_public_and_sellable()
    _certificates_keep_the_rules()
    again = import_register(REGISTER)
    assert again.changed_nothing
    assert again.reasons == report.reasons


def _refused_rows_are_kept_and_not_shown():
    with REGISTER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for stars in ("0", "2", "", "tiem_nang_5"):
        kept = RegisterEntry.objects.filter(stars=stars)
        assert kept.count() == sum(row["stars"] == stars for row in rows)
        assert not Product.objects.filter(register_entries__in=kept).exists()
    shown = Product.objects.public()
    assert not shown.filter(classification__alcohol=True).exists()
    assert not shown.filter(title__istartswith="rượu").exists()
    assert not shown.filter(title__istartswith="đế gò đen").exists()
    assert Product.objects.filter(legal_type="alcohol").exists()


def _on_sale_means_public_and_sellable():
    reasons = {
        entry.product_id: entry_status(entry, TODAY).reason
        for entry in with_status(RegisterEntry.objects.exclude(product=None))
    }
    public = Product.objects.public().for_sale_check()
    shown = {product.pk: sale_refusal(product) is None for product in public}
    displayed = {reason for reason in EntryReason if reason.value.startswith("display_")}
    visible = {EntryReason.ON_SALE, *displayed}
    assert {pk for pk, reason in reasons.items() if reason in visible} == set(shown)
    assert {pk for pk, reason in reasons.items() if reason == EntryReason.ON_SALE} == {
        pk for pk, sellable in shown.items() if sellable
    }
    assert all(product.province_id and product.classification_id for product in public)


def _certificates_keep_the_rules():
    assert Certificate.objects.count() == Product.objects.count()
    for certificate in Certificate.objects.prefetch_related("events"):
        assert certificate.valid_until == certificate.rule_end
        assert certificate.issuer
        assert len(certificate.events.all()) == 2
    undated = Certificate.objects.filter(decision_date=None)
    assert not undated.exclude(valid_from__month=12, valid_from__day=31).exists()
    assert not undated.filter(dates_note="").exists()
