"""The shipped register on its pinned day: the numbers, and the rows that may never be shown."""

import calendar
import csv
import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from catalogue.audience import Audience
from catalogue.models import Certificate, Product, RegisterEntry
from catalogue.models.certificate_terms import CertificateState, EvidenceGrade
from catalogue.places import forget_index
from catalogue.policies import sale_refusal
from catalogue.reference import load_reference
from catalogue.reference.files import DATA
from catalogue.register.importing import import_register
from catalogue.register.status import EntryReason, each_with_status, entry_status
from tests.house.documents import table_of

pytestmark = pytest.mark.django_db

REGISTER = DATA / "ocop_products.csv"
TODAY = date(2026, 11, 21)
DATED = re.compile(r"(\d\d)/(\d\d)/(20\d\d)")


@pytest.fixture
def report(settings, db):
    """The whole register, imported."""
    settings.OCOP_TODAY = TODAY
    load_reference()
    yield import_register(REGISTER)
    forget_index()


def rows_of_the_file() -> list[dict[str, str]]:
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def proven_days(row) -> tuple[date, date] | None:
    """Between which days a row was recognised: the rule in plain words, written a second time."""
    dated = DATED.findall(row["decision"])
    if dated:
        day, month, year = map(int, dated[-1])
        return date(year, month, day), date(year, month, day)
    first, last = row["issued_not_before"], row["issued_not_after"]
    if first and last:
        return date.fromisoformat(first), date.fromisoformat(last)
    if first or last or not row["certified_year"] or int(row["certified_year"]) >= TODAY.year:
        return None
    year = int(row["certified_year"])
    districts_ended = date(2025, 6, 30)
    end = min(date(year, 12, 31), districts_ended) if row["district"] else date(year, 12, 31)
    return date(year, 1, 1), end


def three_years_after(day: date) -> date:
    last = calendar.monthrange(day.year + 3, day.month)[1]
    return day.replace(year=day.year + 3, day=min(day.day, last))


def standing(row) -> str:
    """Where a row stands on the pinned day, by its evidence alone."""
    if row["stars"] not in ("3", "4", "5"):
        return "no star"
    days = proven_days(row)
    if days is None:
        return "no date"
    if days[1] <= TODAY <= three_years_after(days[0]):
        return "in force"
    return "ended" if three_years_after(days[1]) < TODAY else "uncertain"


def test_the_rows_stand_as_their_evidence_says():
    assert Counter(map(standing, rows_of_the_file())) == {
        "in force": 278,
        "ended": 616,
        "uncertain": 110,
        "no date": 298,
        "no star": 201,
    }


def test_the_whole_register(report):
    doubled = [fault for fault in report.faults if "đã có ở dòng" not in fault.message]
    assert doubled == []
    assert report.lines == 1503
    assert report.lines - report.duplicates == RegisterEntry.objects.count()
    assert sum(report.reasons.values()) == RegisterEntry.objects.count()
    _refused_rows_are_kept_and_not_shown()
    _on_sale_means_public_and_sellable()
    _all_on_sale_are_proven_in_force()
    _certificates_keep_the_rules()
    _the_documents_tell_the_numbers()
    again = import_register(REGISTER)
    assert again.changed_nothing
    assert sum(again.reasons.values()) == sum(report.reasons.values())


def _refused_rows_are_kept_and_not_shown():
    rows = rows_of_the_file()
    for stars in ("0", "2", "", "tiem_nang_5"):
        kept = RegisterEntry.objects.filter(stars=stars)
        assert kept.count() == sum(row["stars"] == stars for row in rows)
        assert not Certificate.objects.filter(register_entry__in=kept).exists()
    shown = Product.objects.public()
    assert not shown.filter(classification__alcohol=True).exists()
    assert not shown.filter(title__istartswith="rượu").exists()
    assert not shown.filter(title__istartswith="đế gò đen").exists()
    assert Product.objects.filter(legal_type="alcohol").exists()


def _on_sale_means_public_and_sellable():
    reasons = {
        entry.product_id: entry_status(entry, TODAY).reason
        for entry in each_with_status(RegisterEntry.objects.exclude(product=None))
    }
    public = Product.objects.public(audience=Audience.ADULT).for_sale_check()
    shown = {item.pk: sale_refusal(item, Audience.ADULT) is None for item in public}
    displayed = {reason for reason in EntryReason if reason.value.startswith("display_")}
    visible = {EntryReason.ON_SALE, *displayed}
    assert {pk for pk, reason in reasons.items() if reason in visible} == set(shown)
    assert {pk for pk, reason in reasons.items() if reason == EntryReason.ON_SALE} == {
        pk for pk, sellable in shown.items() if sellable
    }
    assert all(product.province_id and product.classification_id for product in public)


def _all_on_sale_are_proven_in_force():
    """Every product on sale has a row that proves it, and every uncertain row is off sale."""
    rows = {}
    for row in rows_of_the_file():
        name = (row["product_name"], row["producer_name"], row["province_at_certification"])
        rows.setdefault(name, set()).add(standing(row))
    on_sale = set(Product.objects.for_sale().values_list("pk", flat=True))
    proven = set()
    for entry in RegisterEntry.objects.exclude(product=None):
        found = rows[entry.product_name, entry.producer_name, entry.province]
        if "in force" in found:
            proven.add(entry.product_id)
    assert on_sale
    assert on_sale <= proven


def _certificates_keep_the_rules():
    for certificate in Certificate.objects.prefetch_related("events"):
        assert certificate.valid_until == three_years_after(certificate.issued_not_before)
        assert certificate.possible_until == three_years_after(certificate.issued_not_after)
        assert certificate.valid_from == certificate.issued_not_after
        assert certificate.issuer
        assert certificate.evidence
        assert len(certificate.events.all()) >= 2
    assert "31/12" not in " ".join(Certificate.objects.values_list("dates_note", flat=True))


def _the_documents_tell_the_numbers():
    """docs/data.md tells how the rows stand, and what is on sale by each grade of evidence."""
    assert table_of("docs/data.md", "Evidence") == Counter(map(standing, rows_of_the_file()))
    grades = Counter(
        product.certificates_in_force[0].evidence_grade
        for product in Product.objects.for_sale().for_sale_check()
    )
    told = table_of("docs/data.md", "On sale by")
    with override("en"):
        assert told == {str(grade.label): grades[grade] for grade in EvidenceGrade}
    uncertain = sum(
        certificate.state(TODAY) == CertificateState.UNCERTAIN
        for certificate in Certificate.objects.all()
    )
    assert uncertain == Certificate.objects.uncertain(TODAY).count() > 0
    assert not Product.objects.public(TODAY + timedelta(days=3650)).exists()
