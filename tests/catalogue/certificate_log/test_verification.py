"""Whatever was changed behind the log's back is found and named."""

import importlib
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from catalogue.certificate_log.verification import LogHead, check_log, log_head
from catalogue.models import Certificate, CertificateEvent, CertificateLogEntry
from catalogue.services.certificates import extend_certificate, revoke_certificate
from tests import makers

pytestmark = pytest.mark.django_db

fill_log = importlib.import_module("catalogue.migrations.0211_begin_certificate_log").fill_log


@pytest.fixture
def unguarded(db):
    """A database whose owner took the trigger away."""
    with connection.cursor() as cursor:
        table = " ON catalogue_certificatelogentry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER certificate_log_only_grows{table}")


def run_sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_log_that_nobody_touched_is_whole(capsys):
    makers.product()
    call_command("verify_certificate_log")
    assert log_head().hash in capsys.readouterr().out


def test_a_star_changed_silently_is_found():
    certificate = makers.product(stars=3).certificates.get()
    Certificate.objects.filter(pk=certificate.pk).update(stars=4)
    with pytest.raises(CommandError, match=rf"{certificate.pk}.*stars"):
        call_command("verify_certificate_log")


def test_a_certificate_entered_past_the_log_is_found():
    makers.many_products(1)
    assert str(Certificate.objects.get().pk) in check_log().fault


@pytest.mark.usefixtures("unguarded")
def test_a_changed_entry_is_found():
    makers.product()
    run_sql("UPDATE catalogue_certificatelogentry SET content = '{}' WHERE sequence = 1")
    assert " 1 " in check_log().fault


@pytest.mark.usefixtures("unguarded")
def test_an_entry_taken_out_of_the_middle_is_found():
    makers.product()
    makers.product()
    run_sql("DELETE FROM catalogue_certificatelogentry WHERE sequence = 2")
    assert " 2 " in check_log().fault


@pytest.mark.usefixtures("unguarded")
def test_a_log_that_lost_its_end_contradicts_its_anchor():
    certificate = makers.product().certificates.get()
    anchor = log_head()
    run_sql("DELETE FROM catalogue_certificatelogentry WHERE sequence = 2")
    Certificate.objects.filter(pk=certificate.pk).update(verified_at=None, verified_by=None)
    assert check_log().fault == ""
    assert str(anchor.sequence) in check_log(anchor=anchor).fault


def test_a_log_written_anew_contradicts_its_anchor():
    makers.product()
    assert " 1 " in check_log(anchor=LogHead(1, "a" * 64)).fault


def test_the_anchor_file_is_made_compared_and_moved_on(tmp_path):
    file = tmp_path / "anchor"
    makers.product()
    call_command("verify_certificate_log", anchor=file)
    assert file.read_text() == f"{log_head()}\n"
    makers.product()
    call_command("verify_certificate_log", anchor=file)
    assert file.read_text().startswith("4 ")


def test_a_file_that_is_no_anchor_is_told(tmp_path):
    file = tmp_path / "anchor"
    file.write_text("không phải")
    with pytest.raises(CommandError, match="anchor"):
        call_command("verify_certificate_log", anchor=file)


@pytest.mark.usefixtures("unguarded")
def test_a_log_begun_later_tells_the_history_of_before():
    certificate = makers.product().certificates.get()
    until = certificate.valid_until + timedelta(days=30)
    extend_certificate(certificate=certificate, until=until, by=makers.user(), reason="Chờ.")
    revoke_certificate(certificate=certificate, ground="b", by=makers.user())
    makers.many_products(2)
    run_sql("DELETE FROM catalogue_certificatelogentry")
    fill_log(apps)
    kinds = list(CertificateLogEntry.objects.values_list("kind", flat=True))
    assert kinds == ["submitted", "verified", "extended", "revoked", "recorded", "recorded"]
    assert check_log().fault == ""


@pytest.mark.usefixtures("unguarded")
def test_a_log_begun_later_adds_what_no_event_explains():
    certificate = makers.product().certificates.get()
    CertificateEvent.objects.filter(kind="verified").delete()
    run_sql("DELETE FROM catalogue_certificatelogentry")
    fill_log(apps)
    kinds = list(CertificateLogEntry.objects.values_list("kind", flat=True))
    assert kinds == ["submitted", "recorded"]
    assert check_log().fault == ""
    assert certificate.log_entries.count() == 2


def test_the_migration_begins_no_second_log():
    makers.product()
    fill_log(apps)
    assert CertificateLogEntry.objects.count() == 2
