"""Taking a file back: nothing of it is in force, what it replaced is, and history tells both."""

import pytest

from catalogue.clock import today
from catalogue.models import Certificate, CertificateEvent, Product, RegisterEntry
from catalogue.models.certificate_proposal import ProposedRevocation
from catalogue.models.certificate_terms import CertificateState
from catalogue.models.register_upload import UploadState
from catalogue.register_uploads.built_on import find_blockers
from catalogue.register_uploads.exceptions import UploadError
from catalogue.register_uploads.processing import MOST_ATTEMPTS, process_waiting
from catalogue.register_uploads.undo import foretell_undo, request_undo, tell_undo
from catalogue.services.certificates import revoke_certificate
from tests import makers

pytestmark = pytest.mark.django_db

OLD = {"decision": "3/QĐ-UBND ngày 04/05/2024", "certified_year": "2024", "stars": "3"}


def undo_upload(*, upload, by):
    """Ask for it and let the worker do it."""
    request_undo(upload=upload, by=by)
    process_waiting()
    upload.refresh_from_db()
    return upload


@pytest.fixture
def province(books):
    return makers.province("Vĩnh Long")


def test_what_a_file_brought_is_gone_and_its_history_stays(province):
    upload, steward = makers.applied_upload(of=province), makers.user()
    upload = undo_upload(upload=upload, by=steward)
    assert (upload.state, upload.undone_by) == (UploadState.UNDONE, steward)
    assert not Product.objects.public().exists()
    assert not RegisterEntry.objects.exists()
    certificate = Certificate.objects.get()
    assert certificate.state(today()) == CertificateState.WITHDRAWN
    last = CertificateEvent.objects.filter(certificate=certificate).last()
    assert (last.kind, last.actor) == ("withdrawn", steward)
    assert upload.name in last.reason


def test_what_a_file_replaced_is_in_force_again(province):
    makers.applied_upload(OLD, of=province)
    undo_upload(upload=makers.applied_upload(of=province), by=makers.user())
    product = Product.objects.public().get()
    assert product.certificate.stars == 3
    entry = RegisterEntry.objects.get()
    assert (entry.stars, entry.certificate) == ("3", product.certificate)
    kinds = product.certificate.events.values_list("kind", flat=True)
    assert list(kinds)[-1] == "restored"


def test_the_same_file_may_come_again_after_it_was_undone(province):
    undo_upload(upload=makers.applied_upload(of=province), by=makers.user())
    makers.applied_upload(of=province)
    assert Product.objects.public().count() == 1


def test_a_file_on_which_a_later_one_stands_is_undone_after_that(province):
    first = makers.applied_upload(OLD, of=province)
    second = makers.applied_upload(of=province)
    assert find_blockers(first)
    undo_upload(upload=second, by=makers.user())
    first.refresh_from_db()
    assert find_blockers(first) == []


def test_a_product_that_was_priced_or_reviewed_keeps_the_file(province):
    upload = makers.applied_upload(of=province)
    makers.stock_record(Product.objects.get())
    with pytest.raises(UploadError):
        undo_upload(upload=upload, by=makers.user())
    assert Product.objects.public().exists()


def test_a_revoked_certificate_keeps_the_file(province):
    upload = makers.applied_upload(of=province)
    revoke_certificate(certificate=Certificate.objects.get(), ground="b", by=makers.user())
    assert len(find_blockers(upload)) == 1


def test_an_undone_file_is_not_undone_twice(province):
    upload = makers.applied_upload(of=province)
    undo_upload(upload=upload, by=makers.user())
    with pytest.raises(UploadError):
        undo_upload(upload=upload, by=makers.user())


def test_a_file_with_an_old_and_a_new_certificate_of_one_product_is_undone_whole(province):
    upload = makers.applied_upload(OLD, {}, of=province)
    assert Certificate.objects.filter(superseded_on__isnull=False).count() == 1
    undo_upload(upload=upload, by=makers.user())
    assert not Certificate.objects.filter(withdrawn_at__isnull=True).exists()
    assert not CertificateEvent.objects.filter(kind="restored").exists()


def test_an_open_proposal_of_a_file_goes_with_it(province):
    makers.applied_upload(of=province)
    ended = makers.applied_upload({"decision": "12/QĐ-UBND ngày 05/08/2025; thu hồi"}, of=province)
    assert ProposedRevocation.objects.exists()
    undo_upload(upload=ended, by=makers.user())
    assert not ProposedRevocation.objects.exists()


def test_what_undoing_will_do_is_told_before_and_is_what_it_did(province):
    makers.applied_upload(OLD, of=province)
    upload = makers.applied_upload(of=province)
    foretold = foretell_undo(upload)
    assert len(foretold) == 4
    assert tell_undo(undo_upload(upload=upload, by=makers.user()).undone) == foretold


def test_a_sentence_names_what_was_built_on_the_file(province):
    upload = makers.applied_upload(of=province)
    product = Product.objects.get()
    makers.stock_record(product)
    assert product.title in find_blockers(upload)[0]


def test_what_happens_between_the_button_and_the_worker_keeps_the_file(province):
    upload = makers.applied_upload(of=province)
    request_undo(upload=upload, by=makers.user())
    makers.stock_record(Product.objects.get())
    process_waiting()
    upload.refresh_from_db()
    assert (upload.state, upload.undone_by) == (UploadState.APPLIED, None)
    assert upload.error
    assert Product.objects.public().exists()


def test_an_undoing_that_brings_the_worker_down_again_and_again_is_given_up(province):
    upload = makers.applied_upload(of=province)
    upload = request_undo(upload=upload, by=makers.user())
    upload.attempts = MOST_ATTEMPTS
    upload.save()
    process_waiting()
    upload.refresh_from_db()
    assert upload.state == UploadState.APPLIED
    assert upload.error
