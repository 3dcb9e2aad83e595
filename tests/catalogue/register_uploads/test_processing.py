"""The worker with register files: previews write nothing, applying is all or nothing."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db.models import Count

from catalogue.models import Certificate, Product, RegisterEntry, RegisterUpload, RegisterUploadRow
from catalogue.models.register_upload import UploadState
from catalogue.register_uploads import processing, services
from catalogue.register_uploads.processing import MOST_ATTEMPTS, process_waiting
from catalogue.register_uploads.progress import read_progress, tell_progress
from tests import makers

pytestmark = pytest.mark.django_db

MANY = (
    {},
    {"product_name": "Mật ong hoa nhãn"},
    {"product_name": "Kẹo dừa", "stars": "2", "decision": ""},
    {"product_name": ""},
    {"product_name": "Chè Shan", "province_at_certification": "Lai Châu"},
    {"product_name": "Bánh tét", "decision": "9/QĐ-UBND ngày 01/02/2021"},
)


def counted(upload) -> dict[str, int]:
    return dict(upload.rows.values_list("kind").annotate(n=Count("pk")).order_by())


def read(*rows, **fields) -> RegisterUpload:
    """A file that the worker has read."""
    upload = makers.register_upload(*rows, **fields)
    process_waiting()
    return upload


def confirmed(*rows, **fields) -> RegisterUpload:
    """A file that waits to be applied."""
    return confirm(read(*rows, **fields))


def confirm(upload: RegisterUpload) -> RegisterUpload:
    """Take a file that was read to the second person, who confirms it."""
    services.submit_upload(upload=upload, by=upload.uploaded_by)
    return services.confirm_upload(upload=upload, by=makers.user())


@pytest.fixture
def province(books):
    return makers.province("Vĩnh Long")


def test_a_preview_says_what_each_row_would_do_and_writes_nothing(province):
    upload = makers.register_upload(*MANY, of=province)
    process_waiting()
    upload.refresh_from_db()
    assert upload.state == UploadState.READ
    expected = {"new": 1, "doubled": 1, "not_for_sale": 2, "left_out": 1, "other_province": 1}
    assert upload.counts == expected == counted(upload)
    assert sum(upload.counts.values()) == len(MANY)
    assert not upload.rows.filter(reason="").exists()
    assert not Product.objects.exists()
    assert not RegisterEntry.objects.exists()


def test_a_confirmed_file_is_applied_in_the_names_of_both_people(province):
    upload = confirmed(*MANY, of=province)
    process_waiting()
    upload.refresh_from_db()
    assert (upload.state, upload.differences) == (UploadState.APPLIED, 0)
    product = Product.objects.public().get()
    assert product.title == "Mật ong hoa nhãn"
    certificate = product.certificate
    assert certificate.submitted_by == upload.submitted_by
    assert certificate.verified_by == upload.confirmed_by
    row = upload.rows.get(kind="new")
    assert (row.product, row.certificate) == (product, certificate)


def test_rows_of_another_province_are_told_and_not_applied(province):
    upload = makers.applied_upload({"province_at_certification": "Lai Châu"}, of=province)
    assert upload.counts == {"other_province": 1}
    assert "Lai Châu" in upload.rows.get(kind="other_province").reason
    assert not RegisterEntry.objects.exists()


def test_a_row_without_a_province_is_of_the_province_that_sends(province):
    makers.applied_upload({"province_at_certification": ""}, of=province)
    assert Product.objects.public().get().province == province


def test_the_decision_of_the_file_holds_for_rows_without_one(province):
    upload = read(
        {"decision": "", "certified_year": ""},
        of=province,
        decision_number="77/QĐ-UBND",
        decision_date=date(2026, 1, 9),
    )
    confirm(upload)
    process_waiting()
    certificate = Certificate.objects.get()
    assert (certificate.decision_number, certificate.valid_from) == (
        "77/QĐ-UBND",
        date(2026, 1, 9),
    )


def test_the_decision_of_the_file_does_not_hold_for_rows_of_another_year(province):
    read(
        {"decision": "", "certified_year": "2024"},
        of=province,
        decision_number="77/QĐ-UBND",
        decision_date=date(2026, 1, 9),
    )
    assert "77/QĐ-UBND" not in str(list(RegisterUploadRow.objects.values_list("cells")))


def test_a_file_that_cannot_be_read_says_why(books):
    upload = services.receive_file(
        file=ContentFile(b"a,b\n1,2\n"), name="x.csv", province=None, by=makers.user()
    )
    process_waiting()
    upload.refresh_from_db()
    assert upload.state == UploadState.FAILED
    assert upload.error


def test_too_many_rows_are_sent_in_parts(books, monkeypatch):
    monkeypatch.setattr(processing, "ROW_LIMIT", 1)
    upload = makers.register_upload({}, {"product_name": "Kẹo dừa"})
    process_waiting()
    upload.refresh_from_db()
    assert upload.state == UploadState.FAILED
    assert "1" in upload.error


def test_a_worker_that_dies_while_applying_leaves_nothing_and_it_is_applied_again(
    province, monkeypatch
):
    upload = confirmed(of=province)
    with monkeypatch.context() as patched:
        patched.setattr(processing, "count_outcomes", lambda _outcomes: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            process_waiting()
    upload.refresh_from_db()
    assert upload.state == UploadState.CONFIRMED
    assert not Product.objects.exists()
    assert not Certificate.objects.exists()
    process_waiting()
    upload.refresh_from_db()
    assert upload.state == UploadState.APPLIED


def test_a_file_that_brings_the_worker_down_again_and_again_is_left_alone(province):
    upload = confirmed(of=province)
    RegisterUpload.objects.filter(pk=upload.pk).update(attempts=MOST_ATTEMPTS)
    process_waiting()
    upload.refresh_from_db()
    assert upload.state == UploadState.FAILED
    assert not Product.objects.exists()


def test_a_second_file_waits_until_the_first_is_applied(province):
    uploads = read(of=province), read({"product_name": "Kẹo dừa"}, of=province)
    first, second = map(confirm, uploads)
    process_waiting()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (UploadState.APPLIED, UploadState.CONFIRMED)
    process_waiting()
    second.refresh_from_db()
    assert second.state == UploadState.APPLIED


def test_what_came_out_otherwise_than_in_the_preview_is_told(province):
    uploads = read(of=province), read({"source": "Báo Vĩnh Long"}, of=province)
    first, second = map(confirm, uploads)
    process_waiting()
    process_waiting()
    for upload in (first, second):
        upload.refresh_from_db()
    assert (first.differences, second.differences) == (0, 1)
    row = second.rows.exclude(kind="left_out").get()
    assert (row.previewed_as, row.kind) == ("new", "changes")


def test_the_same_rows_again_change_nothing(province):
    makers.applied_upload(of=province)
    upload = makers.register_upload({}, {"product_name": ""}, of=province)
    process_waiting()
    upload.refresh_from_db()
    assert upload.counts == {"same": 1, "left_out": 1}


def test_progress_is_told_beside_the_database(province):
    upload = confirmed(of=province)
    assert read_progress(upload) is None
    tell_progress(upload, 500, 1000)
    assert read_progress(upload).percent == 50
    process_waiting()
    assert read_progress(upload) is None
