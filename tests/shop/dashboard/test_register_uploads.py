"""Register files through the screens: sent, looked at, confirmed by a second person, undone."""

import io
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from catalogue.models import Product, ProvinceAssignment, RegisterUpload
from catalogue.models.register_upload import UploadState
from catalogue.register.files.container import FILE_LIMIT
from catalogue.register_uploads.processing import process_waiting
from catalogue.register_uploads.services import confirm_upload
from shop.dashboard.register_uploads import views
from shop.dashboard.register_uploads.selection import sheet_summaries
from shop.users.roles import PROVINCE_OFFICERS, PROVINCE_STEWARDS
from shop.users.throttling import Limit
from tests import makers
from tests.catalogue.register.conftest import books
from tests.shop.dashboard.conftest import signed_in

__all__ = ["books"]

LIST = "/quan-tri/so-dang-ky/nhap/"


@pytest.fixture
def province(books):
    return makers.province("Vĩnh Long")


def person_of(province, role):
    """Somebody of one province, signed in."""
    browser = signed_in(makers.user())
    browser.user.groups.add(Group.objects.get(name=role))
    ProvinceAssignment.objects.create(user=browser.user, province=province)
    return browser


@pytest.fixture
def clerk(roles, province):
    """An officer of the province."""
    return person_of(province, PROVINCE_OFFICERS)


@pytest.fixture
def steward(roles, province):
    """The second pair of eyes of the province."""
    return person_of(province, PROVINCE_STEWARDS)


def send(browser, data=None, **fields):
    """Send a register file with the form."""
    content = makers.register_csv() if data is None else data
    file = SimpleUploadedFile(fields.pop("name", "Phụ lục.csv"), content)
    return browser.post(f"{LIST}moi/", {"file": file} | fields)


def sent(browser, province, *rows) -> RegisterUpload:
    """A file that was sent with the form and read."""
    send(browser, makers.register_csv(*rows), province=province.pk)
    process_waiting()
    return RegisterUpload.objects.first()


def page_of(browser, upload, **query) -> str:
    return browser.get(f"{LIST}{upload.pk}/", query).content.decode()


def test_a_file_goes_from_the_form_into_the_shop_by_two_people(clerk, steward, province):
    upload = sent(clerk, province)
    page = page_of(clerk, upload)
    assert "Mật ong hoa nhãn" in page
    assert "sản phẩm mới" in page
    clerk.post(f"{LIST}{upload.pk}/gui/")
    assert "xac-nhan/" not in page_of(clerk, upload)
    assert "xac-nhan/" in page_of(steward, upload)
    assert "đã đối chiếu" in steward.get(f"{LIST}{upload.pk}/xac-nhan/").content.decode()
    assert not Product.objects.exists()
    steward.post(f"{LIST}{upload.pk}/xac-nhan/")
    process_waiting()
    product = Product.objects.public().get()
    assert product.certificate.submitted_by == clerk.user
    assert product.certificate.verified_by == steward.user
    assert product.get_absolute_url() in page_of(clerk, upload)


def test_the_page_looks_again_by_itself_while_the_worker_is_at_it(clerk, province):
    upload = makers.register_upload(by=clerk.user, of=province)
    assert clerk.get(f"{LIST}{upload.pk}/").headers["Refresh"] == "3"
    process_waiting()
    assert "Refresh" not in clerk.get(f"{LIST}{upload.pk}/").headers


def test_an_officer_of_one_province_need_not_choose_it(clerk, province):
    assert 'type="hidden" name="province"' in clerk.get(LIST).content.decode()
    send(clerk, province=province.pk)
    assert RegisterUpload.objects.get().province == province


def test_an_officer_sends_for_no_other_province(clerk):
    other = makers.province("Lai Châu", code="12")
    answer = send(clerk, province=other.pk)
    assert "province" in answer.context["form"].errors
    assert not RegisterUpload.objects.exists()


def test_an_officer_of_the_country_may_send_for_all_provinces(officer, books):
    send(officer)
    assert RegisterUpload.objects.get().province is None


def test_files_of_other_provinces_are_not_there(clerk, steward):
    upload = makers.register_upload(of=makers.province("Lai Châu", code="12"))
    everywhere = makers.register_upload()
    for browser in (clerk, steward):
        assert upload.name not in browser.get(LIST).content.decode()
        for each in (upload, everywhere):
            for path in ("", "bao-cao.xlsx", "tep/"):
                assert browser.get(f"{LIST}{each.pk}/{path}").status_code == 404
    assert steward.post(f"{LIST}{upload.pk}/xac-nhan/").status_code == 404
    assert clerk.post(f"{LIST}{upload.pk}/bo/").status_code == 404


def test_the_same_file_leads_to_where_it_is(clerk, province):
    first = sent(clerk, province)
    answer = send(clerk, province=province.pk)
    assert answer.headers["Location"] == f"{LIST}{first.pk}/"
    assert "Phụ lục.csv" in page_of(clerk, first)
    assert RegisterUpload.objects.count() == 1


def test_a_picture_or_a_pdf_is_refused_in_plain_words(clerk, province):
    answer = send(clerk, b"%PDF-1.7 ...", province=province.pk)
    assert "PDF" in answer.context["form"].errors["file"][0]


def test_a_file_beyond_the_limit_is_refused_in_plain_words(clerk, province, monkeypatch):
    monkeypatch.setattr("shop.dashboard.register_uploads.forms.FILE_LIMIT", 10)
    answer = send(clerk, province=province.pk)
    assert f"{FILE_LIMIT // 1024**2} MB" in answer.context["form"].errors["file"][0]


def test_a_person_who_sends_file_after_file_is_asked_to_wait(clerk, province, monkeypatch):
    monkeypatch.setattr(views, "SENDING", Limit("register-files-test", tries=1, seconds=600))
    for number in range(2):
        rows = makers.register_csv({"product_name": f"Kẹo {number}"})
        answer = send(clerk, rows, province=province.pk)
    assert "Vui lòng" in answer.context["form"].errors["file"][0]
    assert RegisterUpload.objects.count() == 1


def test_the_file_is_kept_while_the_rest_of_the_form_is_wrong(clerk, province):
    answer = send(clerk, province=province.pk, decision_number="12/QĐ-UBND")
    form = answer.context["form"]
    assert list(form.errors) == ["decision_date"]
    token = form["file"].value().token if hasattr(form["file"].value(), "token") else None
    kept = form.fields["file"].bound_data(form["file"].data, None)
    facts = {"file-kept": token or kept.token, "province": province.pk}
    facts |= {"decision_number": "12/QĐ-UBND", "decision_date": "2026-01-05"}
    clerk.post(f"{LIST}moi/", facts)
    upload = RegisterUpload.objects.get()
    assert (upload.name, upload.decision_number) == ("Phụ lục.csv", "12/QĐ-UBND")


def test_rows_are_filtered_by_outcome_and_the_numbers_add_up(clerk, province):
    upload = sent(clerk, province, {}, {"product_name": ""}, {"product_name": "Kẹo", "stars": "2"})
    tabs = clerk.get(f"{LIST}{upload.pk}/").context["tabs"]
    assert tabs[0].rows == sum(tab.rows for tab in tabs[1:]) == 3
    shown = clerk.get(f"{LIST}{upload.pk}/", {"show": "new"}).context["rows"]
    assert [row.product_name for row in shown] == ["Mật ong hoa nhãn"]
    assert len(clerk.get(f"{LIST}{upload.pk}/", {"show": "²"}).context["rows"]) == 3


def test_a_file_that_changes_nothing_is_not_submitted(clerk, province):
    upload = sent(clerk, province, {"product_name": ""})
    page = page_of(clerk, upload)
    assert "gui/" not in page
    assert "không có gì để xác nhận" in page


def test_a_file_that_changes_nothing_says_so_and_is_closed(clerk, steward, province):
    first = sent(clerk, province)
    clerk.post(f"{LIST}{first.pk}/gui/")
    steward.post(f"{LIST}{first.pk}/xac-nhan/")
    process_waiting()
    again = sent(clerk, province, {}, {})
    for page in (page_of(clerk, again), clerk.get(LIST).content.decode()):
        assert "đã đọc, không thay đổi gì" in page
        assert "chờ bạn gửi" not in page
    page = page_of(clerk, again)
    assert "Đóng tệp này" in page
    assert f"{again.pk}/gui/" not in page
    clerk.post(f"{LIST}{again.pk}/bo/")
    assert again.name not in clerk.get(LIST).content.decode().split(first.name)[0]


def test_a_file_that_is_refused_whole_says_what_to_do(clerk, province):
    upload = sent(clerk, province, {"product_name": "Mật ong #REF!"})
    RegisterUpload.objects.filter(pk=upload.pk).update(counts={"refused": 1})
    page = page_of(clerk, upload)
    assert "Chưa nhận được dòng nào của tệp này" in page
    assert "mới so với sổ" not in page


def test_the_rows_of_an_applied_file_are_told_as_done(clerk, steward, province):
    upload = sent(clerk, province)
    assert "Từng dòng sẽ làm gì" in page_of(clerk, upload)
    clerk.post(f"{LIST}{upload.pk}/gui/")
    steward.post(f"{LIST}{upload.pk}/xac-nhan/")
    process_waiting()
    assert "Từng dòng đã làm gì" in page_of(clerk, upload)


def test_pressing_confirm_twice_does_it_once(clerk, steward, province):
    upload = sent(clerk, province)
    clerk.post(f"{LIST}{upload.pk}/gui/")
    for _press in range(2):
        answer = steward.post(f"{LIST}{upload.pk}/xac-nhan/")
        assert answer.headers["Location"] == f"{LIST}{upload.pk}/"
    upload.refresh_from_db()
    assert upload.state == UploadState.CONFIRMED


def test_a_file_is_sent_back_with_a_reason_that_the_sender_reads(clerk, steward, province):
    upload = sent(clerk, province)
    clerk.post(f"{LIST}{upload.pk}/gui/")
    assert steward.post(f"{LIST}{upload.pk}/tra-lai/", {}).context["form"].errors
    steward.post(f"{LIST}{upload.pk}/tra-lai/", {"reason": "Thiếu quyết định năm 2025."})
    assert "Thiếu quyết định năm 2025." in page_of(clerk, upload)


def test_another_decision_has_the_file_read_anew(clerk, province):
    upload = sent(clerk, province, {"decision": "", "certified_year": ""})
    assert upload.counts["not_for_sale"] == 1
    facts = {"decision_number": "5/QĐ-UBND", "decision_date": "05/01/2026"}
    clerk.post(f"{LIST}{upload.pk}/sua/", facts)
    process_waiting()
    upload.refresh_from_db()
    assert upload.counts["new"] == 1


def test_a_heading_that_was_not_understood_is_chosen_and_remembered(clerk, province):
    content = makers.register_csv().replace(b"stars", "Thứ bậc đạt".encode(), 1)
    send(clerk, content, province=province.pk)
    process_waiting()
    upload = RegisterUpload.objects.get()
    assert upload.state == UploadState.FAILED
    form = clerk.get(f"{LIST}{upload.pk}/sua/").context["form"]
    name = next(field.name for field in form.column_fields if field.label == "Thứ bậc đạt")
    chosen = {field.name: field.value() or "" for field in form.column_fields}
    clerk.post(f"{LIST}{upload.pk}/sua/", chosen | {name: "stars"})
    process_waiting()
    upload.refresh_from_db()
    assert upload.counts["new"] == 1
    send(clerk, content + b"\n", province=province.pk)
    process_waiting()
    assert RegisterUpload.objects.first().counts["new"] == 1


def test_a_discarded_file_is_gone_from_the_list(clerk, province):
    upload = sent(clerk, province)
    answer = clerk.post(f"{LIST}{upload.pk}/bo/", follow=True)
    assert list(answer.context["uploads"]) == []


def test_a_file_is_undone_by_whoever_may_confirm(clerk, steward, province):
    upload = makers.applied_upload(of=province)
    assert clerk.post(f"{LIST}{upload.pk}/hoan-tac/").status_code in (302, 403)
    assert Product.objects.public().exists()
    assert "hoan-tac/" in page_of(steward, upload)
    assert steward.get(f"{LIST}{upload.pk}/hoan-tac/").context["blockers"] == []
    page = steward.get(f"{LIST}{upload.pk}/hoan-tac/").content.decode()
    assert "1 giấy chứng nhận được rút lại" in page
    answer = steward.post(f"{LIST}{upload.pk}/hoan-tac/", follow=True)
    assert answer.context["at_work"]
    assert Product.objects.public().exists()
    process_waiting()
    assert not Product.objects.public().exists()
    assert "1 giấy chứng nhận được rút lại" in page_of(steward, upload)


def test_who_says_that_the_authority_signed_is_kept_and_shown(clerk, steward, province):
    person = clerk.user
    decision = {"decision_number": "9/QĐ-UBND", "decision_date": "04/08/2025"}
    upload = sent(clerk, province)
    clerk.post(f"{LIST}{upload.pk}/sua/", decision | {"signed_off": "on"})
    upload.refresh_from_db()
    assert (upload.signed_off_by, upload.signed_off_at is None) == (person, False)
    assert f"theo {person}" in page_of(steward, upload)
    process_waiting()
    clerk.post(f"{LIST}{upload.pk}/sua/", decision)
    upload.refresh_from_db()
    assert upload.signed_off_by is None


def test_the_report_tells_what_holds_for_a_whole_sheet(clerk, province):
    content = makers.register_csv({"decision": "", "certified_year": "2025"}).decode()
    title = "Kèm theo Quyết định số 12/QĐ-UBND ngày 04/08/2025"
    send(clerk, f"{title}\n{content}".encode(), province=province.pk)
    process_waiting()
    upload = RegisterUpload.objects.get()
    answer = clerk.get(f"{LIST}{upload.pk}/bao-cao.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    told = sum(len(sheet["notes"]) for sheet in upload.understood["sheets"])
    told += len(upload.understood["notes"])
    assert told
    assert book.worksheets[-1].title == "Ghi chú về tệp"
    assert book.worksheets[-1].max_row == told + 1


def test_the_report_repeats_each_row_with_its_reason(clerk, province):
    upload = sent(clerk, province, {"source": "=1+1"}, {"product_name": ""})
    answer = clerk.get(f"{LIST}{upload.pk}/bao-cao.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][-2:] == ("Kết quả", "Lý do")
    kinds = [row[-2] for row in rows[1:]]
    assert kinds == ["sản phẩm mới", "không phải dòng sản phẩm"]
    assert all(row[-1] for row in rows[1:])
    assert "'=1+1" in rows[1]


def test_the_template_offers_choices(clerk, province):
    answer = clerk.get(f"{LIST}mau.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "hidden"]
    assert len(book.worksheets[0].data_validations.dataValidation) == 4


def test_the_template_filled_in_is_understood_without_a_question(clerk, province):
    answer = clerk.get(f"{LIST}mau.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    facts = {
        "Tên sản phẩm": "Mật ong hoa nhãn",
        "Tên chủ thể": "Hợp tác xã Ong Vàng",
        "Loại hình chủ thể": "hợp tác xã",
        "Nhóm sản phẩm": "Thực phẩm",
        "Tỉnh/thành phố": "Vĩnh Long",
        "Số sao": 4,
        "Số quyết định": "12/QĐ-UBND",
        "Ngày quyết định": date(2025, 8, 5),
    }
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for heading, value in facts.items():
        sheet.cell(row=2, column=headings.index(heading) + 1, value=value)
    file = io.BytesIO()
    book.save(file)
    send(clerk, file.getvalue(), province=province.pk, name="mau.xlsx")
    process_waiting()
    upload = RegisterUpload.objects.get()
    assert upload.counts == {"new": 1}
    assert [column.title for column in sheet_summaries(upload)[0].columns if not column.title] == []


def test_a_file_that_cannot_be_read_says_so_on_its_page(clerk, province):
    send(clerk, b"a,b\n1,2\n", province=province.pk)
    process_waiting()
    upload = RegisterUpload.objects.get()
    assert upload.error in page_of(clerk, upload).replace("&quot;", '"')


def test_somebody_without_the_right_may_not_send(verifier, buyer, province):
    for browser in (verifier, buyer):
        assert send(browser, province=province.pk).status_code in (302, 403)
    assert not RegisterUpload.objects.exists()


def test_the_list_costs_the_same_for_many_files(steward, province, django_assert_max_num_queries):
    for number in range(12):
        makers.register_upload({"product_name": f"Kẹo {number}"}, of=province)
    with django_assert_max_num_queries(25):
        steward.get(LIST)


def test_a_confirmed_file_says_that_it_waits_its_turn(clerk, province):
    first = sent(clerk, province)
    second = sent(clerk, province, {"product_name": "Kẹo dừa"})
    for upload in (first, second):
        clerk.post(f"{LIST}{upload.pk}/gui/")
        confirm_upload(upload=upload, by=makers.user())
    assert clerk.get(f"{LIST}{second.pk}/").context["before_it"] == 1


def test_a_file_of_another_province_alone_says_who_may_send_it(clerk, province):
    upload = sent(clerk, province, {"province_at_certification": "Sơn La"})
    assert upload.counts == {"other_province": 1}
    page = page_of(clerk, upload)
    assert "chỉ tài khoản của tỉnh kia mới gửi được" in page
    assert "Gửi xác nhận" not in page
