"""A certificate known only by its year lies within that year; it no longer counts from 31 December.

Only what the import entered is changed, and only where nobody has decided on its dates since.
"""

import calendar
from datetime import date

from django.conf import settings
from django.db import migrations
from django.utils import timezone

CLERK, CHECKER = "nhap-so-bo@he-thong.invalid", "doi-chieu-so-bo@he-thong.invalid"
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
OLD_NOTE, NEW_NOTE = "; ngày được lấy là 31/12.", "."
REASON = "Nguồn chỉ nêu năm công nhận: ngày cấp nằm trong năm đó, không lấy là 31/12 nữa."
DECIDED_BY_PEOPLE = ("extended", "corrected")
DATES = (
    *("issued_not_before", "issued_not_after", "evidence", "dates_note"),
    *("valid_from", "valid_until", "possible_until"),
)
BATCH = 500


def add_years(day, years):
    last = calendar.monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, min(day.day, last))


def bound_by_their_year(apps, schema_editor):
    alias = schema_editor.connection.alias
    certificates = apps.get_model("catalogue", "Certificate").objects.using(alias)
    events = apps.get_model("catalogue", "CertificateEvent").objects.using(alias)
    entries = apps.get_model("catalogue", "RegisterEntry").objects.using(alias)
    users = apps.get_model("users", "User").objects.using(alias)
    checker = users.filter(email=CHECKER).first()
    decided = events.filter(kind__in=DECIDED_BY_PEOPLE).values("certificate")
    derived = certificates.filter(
        submitted_by__email=CLERK,
        decision_date=None,
        valid_from__month=12,
        valid_from__day=31,
        extended_until=None,
        dates_note__contains=OLD_NOTE,
    ).exclude(pk__in=decided)
    changed = []
    with_district = set(entries.exclude(district="").values_list("product_id", flat=True))
    for certificate in derived.order_by("pk").iterator(BATCH):
        year, old_start = certificate.valid_from.year, certificate.valid_from
        if certificate.valid_until != add_years(old_start, 3):
            continue
        last = old_start
        if certificate.product_id in with_district and last.year == LAST_DAY_OF_DISTRICTS.year:
            last = LAST_DAY_OF_DISTRICTS
        certificate.dates_note = certificate.dates_note.replace(OLD_NOTE, NEW_NOTE)
        certificate.evidence = certificate.source or f"Nguồn chỉ nêu năm {year}."
        certificate.issued_not_before = date(year, 1, 1)
        certificate.issued_not_after = certificate.valid_from = last
        certificate.valid_until = add_years(certificate.issued_not_before, 3)
        certificate.possible_until = add_years(last, 3)
        changed.append(certificate)
    certificates.bulk_update(changed, DATES, batch_size=BATCH)
    earlier = []
    by_key = {certificate.pk: certificate for certificate in changed}
    for start in range(0, len(changed), BATCH):
        keys = [certificate.pk for certificate in changed[start : start + BATCH]]
        for old in certificates.filter(superseded_by__in=keys):
            old.superseded_on = by_key[old.superseded_by_id].valid_from
            earlier.append(old)
    certificates.bulk_update(earlier, ["superseded_on"], batch_size=BATCH)
    if checker:
        event, moment = apps.get_model("catalogue", "CertificateEvent"), timezone.now()
        events.bulk_create(
            [
                event(
                    certificate_id=certificate.pk,
                    kind="corrected",
                    effective_on=certificate.valid_from,
                    at=moment,
                    actor_id=checker.pk,
                    reason=REASON,
                )
                for certificate in changed
            ],
            batch_size=BATCH,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0190_register_evidence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(bound_by_their_year, migrations.RunPython.noop)]
