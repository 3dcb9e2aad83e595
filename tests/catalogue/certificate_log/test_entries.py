"""Every change of a certificate leaves an entry; entries are bound and never changed."""

import json
import threading
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from catalogue.certificate_log.content import NO_HASH
from catalogue.certificate_log.entries import log_written_last
from catalogue.certificate_log.verification import check_log
from catalogue.clock import today
from catalogue.models import Certificate, CertificateLogEntry
from catalogue.models.certificate_log import LogEntryImmutable
from catalogue.services.certificates import extend_certificate, revoke_certificate
from catalogue.services.certificates_bulk import certify_in_bulk
from tests import makers

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(CertificateLogEntry.objects.values_list("kind", flat=True))


def test_the_life_of_a_certificate_is_written_step_by_step():
    product = makers.product()
    certificate = product.certificates.get()
    extend_certificate(
        certificate=certificate,
        until=certificate.valid_until + timedelta(days=90),
        by=makers.user(),
        reason="Chờ đánh giá lại.",
    )
    revoke_certificate(
        certificate=certificate, ground="b", by=makers.user(), decision_number="9/QĐ-UBND"
    )
    assert kinds() == ["submitted", "verified", "extended", "revoked"]
    last = json.loads(CertificateLogEntry.objects.last().content)
    assert last["decision"] == "9/QĐ-UBND"
    assert last["facts"]["revoked_on"] == today().isoformat()
    assert check_log().fault == ""


def test_a_successor_writes_that_the_earlier_one_ended():
    product = makers.product(since=date(2024, 3, 1))
    makers.certificate(product, stars=5, since=date(2026, 3, 1), decision_number="77/QĐ-BNNMT")
    ended = CertificateLogEntry.objects.get(kind="superseded")
    content = json.loads(ended.content)
    assert content["facts"]["superseded_on"] == "2026-03-01"
    assert content["decision"] == "77/QĐ-BNNMT"
    assert check_log().fault == ""


def test_each_entry_holds_the_hash_of_the_one_before():
    makers.product()
    first, second = CertificateLogEntry.objects.all()
    assert (first.sequence, first.previous_hash) == (1, NO_HASH)
    assert (second.sequence, second.previous_hash) == (2, first.hash)


def test_an_entry_names_roles_and_no_person():
    product = makers.product(stars=None)
    makers.certificate(product)
    person = Certificate.objects.get().submitted_by
    assert person.email not in CertificateLogEntry.objects.first().content
    assert json.loads(CertificateLogEntry.objects.first().content)["role"] == "staff"


def drafts(products) -> list[Certificate]:
    return [
        Certificate(product=item, stars=4, issuer_level="province", valid_from=date(2025, 5, 5))
        for item in products
    ]


def test_certificates_entered_in_bulk_leave_one_entry_each(django_assert_max_num_queries):
    products = [makers.product(stars=None) for _ in range(20)]
    people = {"submitted_by": makers.user(), "verified_by": makers.user()}
    with django_assert_max_num_queries(25):
        certify_in_bulk(certificates=drafts(products), **people)
    assert kinds() == ["verified"] * 20
    assert check_log().fault == ""


def test_entries_held_back_are_written_at_the_end_of_the_block():
    with log_written_last():
        makers.product()
        assert kinds() == []
    assert kinds() == ["submitted", "verified"]
    assert check_log().fault == ""


def test_nothing_is_written_of_a_block_that_fails():
    def fail():
        with transaction.atomic(), log_written_last():
            makers.product()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert kinds() == []
    makers.product()
    assert kinds() == ["submitted", "verified"]


def test_an_entry_can_be_neither_saved_again_nor_deleted():
    makers.product()
    entry = CertificateLogEntry.objects.first()
    with pytest.raises(LogEntryImmutable):
        entry.save()
    with pytest.raises(LogEntryImmutable):
        entry.delete()
    with pytest.raises(LogEntryImmutable):
        CertificateLogEntry.objects.update(kind="revoked")
    with pytest.raises(LogEntryImmutable):
        CertificateLogEntry.objects.all().delete()


def test_the_database_itself_refuses_to_change_an_entry():
    makers.product()
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="only grows"):
        cursor.execute("UPDATE catalogue_certificatelogentry SET kind = 'revoked'")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_postgresql_refuses_to_delete_an_entry():
    makers.product()
    with (
        pytest.raises(DatabaseError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM catalogue_certificatelogentry")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_do_not_fork_the_chain():
    certificates = [makers.product().certificates.get() for _ in range(6)]
    by, start, failures = makers.user(), threading.Barrier(6), []

    def revoke(certificate):
        try:
            start.wait()
            revoke_certificate(certificate=certificate, ground="b", by=by)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=revoke, args=[each]) for each in certificates]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert kinds().count("revoked") == 6
    assert check_log().fault == ""
