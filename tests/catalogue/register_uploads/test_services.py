"""The way of a register file: once in a province, two people, a reason where it goes back."""

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError

from catalogue.models import RegisterUpload
from catalogue.models.register_upload import UploadState
from catalogue.register_uploads import services
from catalogue.register_uploads.exceptions import SameFileHeld, UploadError
from catalogue.register_uploads.processing import process_waiting
from catalogue.services.exceptions import SameActor
from tests import makers

pytestmark = pytest.mark.django_db


def read_upload(*rows, **fields) -> RegisterUpload:
    """A file that the worker has read."""
    upload = makers.register_upload(*rows, **fields)
    process_waiting()
    upload.refresh_from_db()
    return upload


def submitted_upload(**fields) -> RegisterUpload:
    """A file that waits for the second person."""
    upload = read_upload(**fields)
    return services.submit_upload(upload=upload, by=upload.uploaded_by)


def test_a_file_is_kept_under_a_name_that_nobody_guesses(db):
    upload = makers.register_upload()
    assert upload.name == "so-bo.csv"
    assert "so-bo" not in upload.file.name
    with upload.file.open() as file:
        assert file.read() == makers.register_csv()


@pytest.mark.parametrize("size", [0, services.FILE_LIMIT + 1])
def test_an_empty_and_a_huge_file_are_refused(size):
    file = ContentFile(b"x", name="a.csv")
    file.size = size
    with pytest.raises(UploadError):
        services.receive_file(file=file, name="a.csv", province=None, by=makers.user())
    assert not RegisterUpload.objects.exists()


def test_the_same_file_leads_to_the_earlier_one():
    earlier = makers.register_upload()
    with pytest.raises(SameFileHeld) as refusal:
        makers.register_upload()
    assert refusal.value.earlier == earlier
    assert "so-bo.csv" in refusal.value.messages[0]


def test_the_same_file_may_come_from_two_provinces():
    makers.register_upload(of=makers.province("Lai Châu", code="12"))
    makers.register_upload(of=makers.province("Sơn La", code="14"))
    assert RegisterUpload.objects.count() == 2


def test_the_database_keeps_a_file_once_in_a_province():
    upload = makers.register_upload(of=makers.province())
    upload.pk = None
    with pytest.raises(IntegrityError):
        upload.save()


def test_a_discarded_file_may_be_sent_again():
    services.discard_upload(upload=makers.register_upload())
    assert makers.register_upload().state == UploadState.RECEIVED


def test_nothing_is_submitted_before_it_was_read():
    with pytest.raises(UploadError):
        services.submit_upload(upload=makers.register_upload(), by=makers.user())


def test_whoever_sent_or_submitted_a_file_may_not_confirm_it(books):
    upload = read_upload()
    submitter = makers.user()
    services.submit_upload(upload=upload, by=submitter)
    for person in (upload.uploaded_by, submitter):
        with pytest.raises(SameActor):
            services.confirm_upload(upload=upload, by=person)
    upload.refresh_from_db()
    assert upload.state == UploadState.SUBMITTED


def test_the_database_wants_two_people(books):
    upload = submitted_upload()
    with pytest.raises(IntegrityError):
        RegisterUpload.objects.filter(pk=upload.pk).update(
            confirmed_by=upload.uploaded_by, confirmed_at=upload.submitted_at
        )


def test_a_second_confirmation_finds_it_confirmed(books):
    upload, checker = submitted_upload(), makers.user()
    services.confirm_upload(upload=upload, by=checker)
    with pytest.raises(UploadError):
        services.confirm_upload(upload=upload, by=checker)


def test_a_file_goes_back_for_a_reason_and_may_be_submitted_again(books):
    upload = submitted_upload()
    with pytest.raises(UploadError):
        services.reject_upload(upload=upload, by=makers.user(), reason=" ")
    upload = services.reject_upload(upload=upload, by=makers.user(), reason="Sai số quyết định.")
    assert (upload.state, upload.rejection_reason) == (UploadState.REJECTED, "Sai số quyết định.")
    assert services.submit_upload(upload=upload, by=upload.uploaded_by).rejection_reason == ""


def test_a_confirmed_file_is_not_discarded(books):
    upload = submitted_upload()
    services.confirm_upload(upload=upload, by=makers.user())
    with pytest.raises(UploadError):
        services.discard_upload(upload=upload)
