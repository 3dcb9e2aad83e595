"""What waits for a steward or an officer: the rights, the order, the cost, the empty list."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.clock import now
from catalogue.models import (
    Certificate,
    DuplicateCandidate,
    ProvinceAssignment,
    RegisterUpload,
)
from catalogue.renewals.services import record_renewal
from catalogue.services.certificates import submit_certificate
from catalogue.services.proposals import propose_revocation
from catalogue.services.takedowns import refuse_lift, request_lift
from shop.users.roles import PROVINCE_OFFICERS, PROVINCE_STEWARDS, SHOPKEEPERS
from tests import makers
from tests.shop.dashboard.conftest import member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "roles")]

URL = "/quan-tri/viec/"
TODAY = date(2026, 11, 21)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def person_of(province: str, role: str):
    """A browser of somebody who acts for one province."""
    browser = signed_in(member(role))
    ProvinceAssignment.objects.create(user=browser.user, province=makers.province(province))
    return browser


@pytest.fixture
def steward():
    return person_of("Lai Châu", PROVINCE_STEWARDS)


@pytest.fixture
def clerk():
    return person_of("Lai Châu", PROVINCE_OFFICERS)


def waiting(title: str, *, province: str = "Lai Châu", by=None) -> Certificate:
    return submit_certificate(
        product=makers.product(title, stars=None, province=makers.province(province)),
        stars=4,
        issuer_level="province",
        valid_from=TODAY - days(10),
        by=by or makers.user(),
    )


def ending(title: str, in_days: int, province: str = "Lai Châu") -> Certificate:
    product = makers.product(title, until=TODAY + days(in_days), province=makers.province(province))
    return product.certificates.get()


def bounded(title: str, *, certain: int, possible: int) -> Certificate:
    """Certainly in force until `certain` days from now, possibly until `possible`."""
    certificate = ending(title, certain)
    Certificate.objects.filter(pk=certificate.pk).update(
        issued_not_before=certificate.valid_from - days(possible - certain),
        possible_until=TODAY + days(possible),
        evidence="Báo Lai Châu, 5/1/2024",
    )
    return certificate


def listed(browser, **query) -> list[str]:
    page = browser.get(URL, query).context["page_obj"]
    return [row.text.title.split(" · ")[0] for row in page.object_list]


def kinds(browser) -> dict[str, int]:
    return {kind: count for kind, _label, count, _on in browser.get(URL).context["tabs"] if count}


def test_a_steward_sees_the_own_province_and_nothing_else(steward):
    waiting("Chè Lai Châu")
    waiting("Chè Sơn La", province="Sơn La")
    assert listed(steward) == ["Chè Lai Châu"]
    assert listed(steward, province="son-la") == ["Chè Lai Châu"]


def test_national_people_see_all_and_may_narrow_it(verifier):
    waiting("Chè Lai Châu")
    waiting("Chè Sơn La", province="Sơn La")
    assert set(listed(verifier)) == {"Chè Lai Châu", "Chè Sơn La"}
    assert listed(verifier, province="son-la") == ["Chè Sơn La"]


def test_the_own_entry_waits_for_somebody_else(steward):
    waiting("Của tôi", by=steward.user)
    assert listed(steward) == []


def test_what_needs_a_verifier_is_not_shown_to_an_officer(clerk):
    waiting("Chè")
    bounded("Mật ong", certain=-10, possible=100)
    assert listed(clerk) == []


def test_the_shops_people_see_no_work_that_is_not_theirs():
    waiting("Chè")
    assert kinds(signed_in(member(SHOPKEEPERS, is_staff=True))) == {}


def test_the_oldest_deadline_stands_first(steward):
    ending("Còn 20 ngày", 20)
    bounded("Có thể đã hết", certain=-30, possible=60)
    waiting("Chờ đối chiếu")
    ending("Đang nộp", 150)
    assert listed(steward) == ["Có thể đã hết", "Chờ đối chiếu", "Còn 20 ngày", "Đang nộp"]


def test_each_kind_counts_what_it_holds(steward):
    ending("Còn 20 ngày", 20)
    ending("Còn 119 ngày", 119)
    ending("Đang nộp", 120)
    ending("Mới mở", 180)
    ending("Còn lâu", 181)
    bounded("Có thể đã hết", certain=-1, possible=10)
    bounded("Chắc còn lâu", certain=300, possible=400)
    waiting("Chờ")
    assert kinds(steward) == {"doi-chieu": 1, "chua-ro-ngay": 1, "nop-ho-so": 2, "sap-het": 2}
    assert listed(steward, kind="nop-ho-so") == ["Đang nộp", "Mới mở"]


def test_a_bounded_end_waits_once_for_each_person(steward, clerk):
    bounded("Mật ong", certain=30, possible=100)
    assert kinds(steward) == {"chua-ro-ngay": 1}
    assert kinds(clerk) == {"sap-het": 1}


def test_an_end_that_its_source_names_roughly_waits_for_its_last_day(steward):
    ending("Chè", 20)
    Certificate.objects.update(possible_until=TODAY + days(49))
    (row,) = steward.get(URL).context["page_obj"]
    assert "không ghi ngày cuối" in row.text.why
    assert row.text.action == "Chốt ngày cuối"


def test_a_file_waits_for_a_second_person(steward, clerk):
    certificate = ending("Chè", 20)
    record_renewal(
        certificate=certificate, handed_in_on=TODAY, receipt_number="12/BN", by=clerk.user
    )
    assert kinds(steward) == {"xac-nhan-gia-han": 1}
    assert kinds(clerk) == {}
    Certificate.objects.update(possible_until=TODAY + days(100))
    assert kinds(steward) == {"chua-ro-ngay": 1}


def test_a_late_result_waits_for_an_officer(clerk):
    record_renewal(
        certificate=ending("Chè", 20),
        handed_in_on=TODAY - days(46),
        receipt_number="12/BN",
        by=makers.user(),
    )
    assert kinds(clerk) == {"cho-ket-qua": 1}


def test_a_report_waits_for_whoever_may_settle_it(steward, clerk, verifier):
    tea = makers.product("Chè", province=makers.province("Lai Châu"))
    report = makers.star_report(product=tea)
    makers.star_report(product=makers.product("Mận", province=makers.province("Sơn La")))
    makers.star_report(product_text="Không rõ ở đâu")
    assert listed(steward, kind="sao-sai") == ["Chè"]
    assert set(listed(verifier, kind="sao-sai")) == {"Chè", "Mận", "Không rõ ở đâu"}
    assert kinds(clerk) == {}
    report.assignee = verifier.user
    report.save()
    assert kinds(steward) == {}


def test_a_double_waits_where_both_products_are_ones_own(steward, clerk):
    own, other = makers.province("Lai Châu"), makers.province("Sơn La")
    pairs = [
        [makers.product("Chè", province=first), makers.product("Chè hộp", province=second)]
        for first, second in ((own, own), (own, other))
    ]
    for first, second in pairs:
        DuplicateCandidate.objects.create(
            first=first, second=second, reason="spelling", score=90, found_at=now()
        )
    assert kinds(steward) == {"trung-lap": 1}
    assert kinds(clerk) == {}


def test_a_register_file_waits_for_another_person(steward):
    facts = {"state": "submitted", "submitted_at": now(), "uploaded_at": now(), "size": 1}
    facts |= {"province": makers.province("Lai Châu")}
    RegisterUpload.objects.create(
        name="cua-toi.xlsx", sha256="a", uploaded_by=steward.user, **facts
    )
    RegisterUpload.objects.create(
        name="so-dang-ky.xlsx", sha256="b", uploaded_by=makers.user(), **facts
    )
    assert listed(steward) == ["so-dang-ky.xlsx"]


def test_what_a_register_says_of_an_end_waits_for_a_second_person(steward, clerk):
    for by in (makers.user(), steward.user):
        propose_revocation(certificate=ending("Chè", 500), by=by, source="thu hồi")
    assert kinds(steward) == {"thu-hoi": 1}
    assert kinds(clerk) == {}


def test_a_takedown_is_reviewed_by_the_second_person(steward):
    tea = makers.product("Chè", province=makers.province("Lai Châu"))
    takedown = makers.takedown(tea)
    assert kinds(steward) == {}
    request_lift(takedown=takedown, by=makers.user(), reason="Đã thu hồi hết lô hàng")
    assert kinds(steward) == {"go-san-pham": 1}
    refuse_lift(takedown=takedown, by=steward.user, reason="Chưa rõ")
    request_lift(takedown=takedown, by=steward.user, reason="Đã rõ")
    assert kinds(steward) == {}


def test_a_row_says_what_why_since_when_until_when_and_what_next(steward):
    certificate = ending("Chè", 150)
    html = steward.get(URL).content.decode()
    assert "Chè · 4 ★" in html
    assert "QĐ 26/2026 Đ.7.6" in html
    assert "22/10/2026" in html  # since: the window opened
    assert "21/12/2026" in html  # until: it closes
    assert f'href="/quan-tri/han-chung-nhan/{certificate.pk}/nop-ho-so/"' in html


def test_an_empty_list_says_when_something_will_come(steward):
    ending("Chè", 190)
    html = steward.get(URL).content.decode()
    assert "01/12/2026" in html
    assert "Chè" in html


def test_nonsense_in_the_query_is_no_filter(steward):
    waiting("Chè")
    assert listed(steward, kind="x", province="y") == ["Chè"]
    assert steward.get(URL, {"page": "99"}).status_code == 404


def test_pages_are_merged_without_gaps(verifier):
    for number in range(20):
        waiting(f"Chờ {number}")
        ending(f"Hết {number}", 5)
    first, second = listed(verifier), listed(verifier, page="2")
    assert (len(first), len(second)) == (25, 15)
    assert len({*first, *second}) == 40


def test_the_cost_is_the_same_however_much_waits(verifier):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert verifier.get(URL).status_code == 200
        return len(captured)

    def more(number: int) -> None:
        for i in range(number):
            waiting(f"Chờ {number} {i}")
            ending(f"Hết {number} {i}", 5)
            bounded(f"Chưa rõ {number} {i}", certain=-5, possible=50)

    more(1)
    queries()
    few = queries()
    more(12)
    assert queries() <= few
    assert few <= 20


def test_the_menu_counts_and_the_home_leads_there(steward):
    waiting("Chè")
    answer = steward.get("/quan-tri/", follow=True)
    assert answer.redirect_chain == [(URL, 302)]
    assert "1 việc chờ bạn" in answer.content.decode()
