"""Reports of false stars through the staff's screens: whose they are, and what is done with them."""

from datetime import date
from io import BytesIO

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from catalogue.models import ProposedRevocation, ProvinceAssignment, StarReport, Takedown
from shop.mail.delivery import deliver_due
from shop.users.roles import PROVINCE_STEWARDS
from tests import makers
from tests.photo_files import photo
from tests.shop.dashboard.conftest import member, signed_in

LIST = "/quan-tri/bao-sao-sai/"
TOLD = "Chúng tôi đã đối chiếu với quyết định."
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def product(db):
    return makers.product("Mật ong bạc hà Mèo Vạc")


@pytest.fixture
def report(product):
    return makers.star_report(product=product, reporter_email="an@example.vn")


@pytest.fixture
def steward(roles, product):
    """Looks after the province of `product`."""
    person = member(PROVINCE_STEWARDS, first_name="Hoa")
    ProvinceAssignment.objects.create(user=person, province=product.province)
    return signed_in(person)


def listed(browser, **query) -> list[StarReport]:
    return list(browser.get(LIST, query).context["reports"])


def test_a_steward_sees_the_reports_of_the_own_province_only(steward, verifier, report):
    cooperative = makers.producer(
        "Hợp tác xã U Minh", province=makers.province("Cà Mau", code="96")
    )
    elsewhere = makers.star_report(product=makers.product("Tôm khô", producer=cooperative))
    nowhere = makers.star_report()
    assert listed(steward) == [report]
    assert set(listed(verifier)) == {report, elsewhere, nowhere}
    for other in (elsewhere, nowhere):
        for path in ("", "anh/", "buoc/", "giao/", "ghi-chu/", "san-pham/"):
            url = f"{LIST}{other.pk}/{path}"
            assert steward.get(url).status_code == 404
            assert steward.post(url, {"after": "looking", "text": "x"}).status_code in (404, 405)
    assert StarReport.objects.filter(state="received").count() == 3


def test_a_steward_settles_a_case_and_the_reporter_is_told(steward, report):
    url = f"{LIST}{report.pk}/"
    steward.post(f"{url}buoc/", {"after": "looking"})
    answer = steward.post(f"{url}buoc/", {"after": "confirmed", "told": " "})
    assert list(answer.context["step_form"].errors) == ["told"]
    steward.post(f"{url}buoc/", {"after": "confirmed", "told": TOLD, "reason": "Đã gọi cho Sở."})
    report.refresh_from_db()
    assert (report.state, report.assignee) == ("confirmed", steward.user)
    page = steward.get(url).content.decode()
    assert TOLD in page
    assert "Đã gọi cho Sở." in page
    deliver_due()
    assert TOLD in mail.outbox[0].body
    public = steward.get(f"/bao-sao-sai/{report.token}/").content.decode()
    assert TOLD in public
    assert "Đã gọi cho Sở." not in public


def test_two_people_at_once_settle_it_once(steward, verifier, report):
    url = f"{LIST}{report.pk}/buoc/"
    steward.post(url, {"after": "looking"})
    answer = verifier.post(url, {"after": "looking"})
    assert answer.status_code == 200
    assert answer.context["step_form"].errors
    assert report.transitions.count() == 2


def test_it_is_given_to_who_works_for_its_province(verifier, steward, report):
    stranger = makers.user()
    url = f"{LIST}{report.pk}/giao/"
    answer = verifier.post(url, {"assignee": stranger.pk})
    assert list(answer.context["assign_form"].errors) == ["assignee"]
    verifier.post(url, {"assignee": steward.user.pk})
    assert listed(steward, show="cua-toi") == [report]


def test_a_note_is_for_the_staff_alone(steward, client, report):
    steward.post(f"{LIST}{report.pk}/ghi-chu/", {"text": "Cửa hàng ở số 5."})
    assert "Cửa hàng ở số 5." in steward.get(f"{LIST}{report.pk}/").content.decode()
    assert "Cửa hàng ở số 5." not in client.get(f"/bao-sao-sai/{report.token}/").content.decode()


def test_naming_the_product_brings_the_case_to_its_province(verifier, steward, product):
    report = makers.star_report()
    url = f"{LIST}{report.pk}/san-pham/"
    answer = verifier.post(url, {"page": "https://example.vn/khong-co/"})
    assert list(answer.context["product_form"].errors) == ["page"]
    verifier.post(url, {"page": f"https://example.vn{product.get_absolute_url()}?x=1"})
    assert listed(steward) == [report]


def test_a_takedown_begins_from_the_report_and_is_noted_there(steward, report, product):
    page = steward.get(f"{LIST}{report.pk}/").content.decode()
    url = f"/quan-tri/go-san-pham/moi/{product.pk}/?bao-sao={report.pk}"
    assert url in page
    assert steward.get(url).context["form"].initial["ground"] == "misleading"
    facts = {"ground": "misleading", "authority": "Sở Nông nghiệp và Môi trường"}
    steward.post(url, facts | {"confirmed": "on"})
    assert Takedown.objects.get().product == product
    assert report.notes.count() == 1


def test_a_revocation_is_one_press_away(steward, report, product):
    page = steward.get(f"{LIST}{report.pk}/").content.decode()
    assert f"/quan-tri/chung-nhan/{product.certificate.pk}/thu-hoi/" in page


def test_a_revocation_is_proposed_once_and_waits_for_a_second_person(steward, report, product):
    url = f"{LIST}{report.pk}/de-nghi-thu-hoi/"
    steward.post(url, {"ground": "d"})
    proposal = ProposedRevocation.objects.get()
    assert (proposal.certificate, proposal.proposed_by) == (product.certificate, steward.user)
    assert report.number in proposal.source
    assert product.certificates.get().revoked_on is None
    answer = steward.post(url, {"ground": "d"})
    assert answer.context["revocation_form"].errors
    assert report.notes.count() == 1


def test_an_officer_looks_and_does_nothing(officer, report):
    page = officer.get(f"{LIST}{report.pk}/").content.decode()
    assert "/buoc/" not in page
    assert officer.post(f"{LIST}{report.pk}/buoc/", {"after": "looking"}).status_code == 403


def test_the_photograph_is_for_those_who_look_into_the_case(steward, seller, client, product):
    report = makers.star_report(product=product, photo=ContentFile(photo(), "vo-hop.jpg"))
    url = f"{LIST}{report.pk}/anh/"
    answer = steward.get(url)
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert seller.get(url).status_code == 403
    assert client.get(url).status_code == 302


def test_the_list_is_narrowed_by_number_words_province_and_deadline(verifier, report, clock):
    other = makers.star_report(product_text="Trà Thái Nguyên", place_seen="Chợ Đồng Xuân")
    assert listed(verifier, q=other.number) == [other]
    assert listed(verifier, q="mat ong bac ha") == [report]
    assert listed(verifier, q="Đồng Xuân") == [other]
    assert listed(verifier, province=report.product.province.slug) == [report]
    assert listed(verifier, show="qua-han") == []
    clock.move_to("2026-12-07 09:00:00+07:00")
    verifier.force_login(verifier.user)
    assert set(listed(verifier, show="qua-han")) == {report, other}
    assert listed(verifier, show="²", province="'") == listed(verifier)


def test_figures_are_by_province_and_month_and_a_stewards_are_the_own(
    verifier, steward, report, clock
):
    makers.star_report()
    clock.move_to("2026-12-01 00:30:00+07:00")
    makers.star_report(product=report.product)
    rows = verifier.get(f"{LIST}so-lieu/").context["figures"]
    verifier_words = next(
        row.province for row in rows if row.province != report.product.province.name
    )
    assert {(row.province, row.month, row.received) for row in rows} == {
        (report.product.province.name, date(2026, 12, 1), 1),
        (report.product.province.name, date(2026, 11, 1), 1),
        (verifier_words, date(2026, 11, 1), 1),
    }
    file = steward.get(f"{LIST}so-lieu.xlsx")
    table = list(load_workbook(BytesIO(file.content)).active.values)
    assert len(table) == 3
    assert {row[1] for row in table[1:]} == {report.product.province.name}


def test_the_list_costs_the_same_for_any_number(verifier):
    counts = []
    verifier.get(LIST)
    for _round in range(2):
        for _number in range(5):
            makers.star_report(product=makers.product())
        with CaptureQueriesContext(connection) as queries:
            verifier.get(LIST)
        counts.append(len(queries))
    assert counts[1] <= counts[0]
