"""The pages of ends: the list, a file handed in, the second person, calendar files."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission

from catalogue.models import ProvinceAssignment, Renewal
from catalogue.renewals.services import record_renewal
from shop.users.roles import PROVINCE_OFFICERS, PROVINCE_STEWARDS
from tests import makers
from tests.shop.dashboard.conftest import member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "roles")]

URL = "/quan-tri/han-chung-nhan/"
TODAY = date(2026, 11, 21)


def person(role: str):
    browser = signed_in(member(role))
    ProvinceAssignment.objects.create(user=browser.user, province=makers.province("Lai Châu"))
    return browser


@pytest.fixture
def clerk():
    return person(PROVINCE_OFFICERS)


@pytest.fixture
def steward():
    return person(PROVINCE_STEWARDS)


@pytest.fixture
def certificate():
    """Of Lai Châu, in its last 40 days."""
    product = makers.product(
        "Chè", until=TODAY + timedelta(days=40), province=makers.province("Lai Châu")
    )
    return product.certificates.get()


@pytest.fixture
def foreign():
    product = makers.product(
        "Mận", until=TODAY + timedelta(days=40), province=makers.province("Sơn La")
    )
    return product.certificates.get()


def titles(browser) -> list[str]:
    return [row.product for row in browser.get(URL).context["rows"]]


def producer_of(certificate):
    browser = signed_in(makers.user())
    browser.user.user_permissions.add(Permission.objects.get(codename="dashboard_access"))
    certificate.product.producer.members.add(browser.user)
    certificate.product.producer.partner.users.add(browser.user)
    return browser


def test_officers_see_their_province_and_producers_their_products(clerk, certificate, foreign):
    assert titles(clerk) == ["Chè"]
    assert titles(producer_of(foreign)) == ["Mận"]


def test_a_producer_is_told_on_every_page_of_the_dashboard_what_to_renew(certificate):
    producer = producer_of(certificate)
    html = producer.get("/quan-tri/catalogue/").content.decode()
    assert "1 chứng nhận cần nộp hồ sơ" in html
    assert f'href="{URL}"' in html


def test_the_shop_finds_the_end_on_the_products_own_page(superuser, certificate):
    html = superuser.get(f"/quan-tri/catalogue/products/{certificate.product_id}/").content.decode()
    assert "31/12/2026" in html
    assert "Đ.12" in html


def test_the_certificates_own_page_leads_to_the_file(clerk, steward, certificate):
    path = f"/quan-tri/chung-nhan/{certificate.pk}/"
    assert f'href="{URL}{certificate.pk}/nop-ho-so/"' in clerk.get(path).content.decode()
    renewal = record_renewal(
        certificate=certificate, handed_in_on=TODAY, receipt_number="12/BN", by=clerk.user
    )
    assert f'href="{URL}ho-so/{renewal.pk}/xac-nhan/"' in steward.get(path).content.decode()


def test_an_officer_records_a_file(clerk, certificate):
    path = f"{URL}{certificate.pk}/nop-ho-so/"
    assert clerk.get(path).status_code == 200
    answer = clerk.post(path, {"handed_in_on": "20/11/2026", "receipt_number": "12/BN"})
    assert answer["Location"] == "/quan-tri/viec/"
    assert Renewal.objects.get().recorded_by == clerk.user


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(clerk, certificate):
    path = f"{URL}{certificate.pk}/nop-ho-so/"
    html = clerk.post(path, {"handed_in_on": "2026-12-30", "receipt_number": "12/BN"})
    assert "Chọn một ngày từ 04/07/2026 đến 21/11/2026." in html.content.decode()
    assert 'value="12/BN"' in html.content.decode()
    assert not Renewal.objects.exists()


def test_another_provinces_certificate_cannot_be_touched(clerk, steward, foreign):
    path = f"{URL}{foreign.pk}/nop-ho-so/"
    assert clerk.get(path).status_code == 404
    assert (
        clerk.post(path, {"handed_in_on": "20/11/2026", "receipt_number": "1"}).status_code == 404
    )
    renewal = record_renewal(
        certificate=foreign, handed_in_on=TODAY, receipt_number="1", by=makers.user()
    )
    assert steward.post(f"{URL}ho-so/{renewal.pk}/xac-nhan/").status_code == 404
    assert clerk.get(f"{URL}{foreign.pk}/lich.ics").status_code == 404


def test_a_steward_confirms_with_one_button(steward, certificate):
    renewal = record_renewal(
        certificate=certificate, handed_in_on=TODAY, receipt_number="12/BN", by=makers.user()
    )
    path = f"{URL}ho-so/{renewal.pk}/xac-nhan/"
    assert "12/BN" in steward.get(path).content.decode()
    steward.post(path)
    certificate.refresh_from_db()
    assert certificate.extended_until == certificate.valid_until + timedelta(days=180)
    assert steward.get(path).status_code == 200
    assert steward.post(path, follow=True).status_code == 200


def test_an_officer_may_not_confirm(clerk, certificate):
    renewal = record_renewal(
        certificate=certificate, handed_in_on=TODAY, receipt_number="12/BN", by=makers.user()
    )
    assert clerk.post(f"{URL}ho-so/{renewal.pk}/xac-nhan/").status_code == 403


def test_the_calendar_holds_what_is_still_to_come(clerk, certificate, foreign):
    answer = clerk.get(f"{URL}lich.ics")
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20261231" in text
    assert "Ngày cuối hiệu lực chứng nhận của “Chè”" in text
    assert "Mận" not in text


def test_one_certificate_has_a_calendar_file_of_its_own(certificate):
    producer = producer_of(certificate)
    text = producer.get(f"{URL}{certificate.pk}/lich.ics").content.decode()
    assert text.count("BEGIN:VEVENT") == 3
    assert f"UID:certificate-{certificate.pk}-filing@" in text


def test_the_list_costs_the_same_however_long_it_is(
    clerk, certificate, django_assert_max_num_queries
):
    for _ in range(20):
        makers.product(until=TODAY + timedelta(days=40), province=makers.province("Lai Châu"))
    clerk.get(URL)
    with django_assert_max_num_queries(14):
        assert len(clerk.get(URL).context["rows"]) == 21
