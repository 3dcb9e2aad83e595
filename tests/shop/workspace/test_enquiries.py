"""The seller's inbox of questions and visits: read, answered, agreed, declined; the shop helps out."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.clock import present_day
from catalogue.models.product import LegalType
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import render
from shop.order.enquiries.links import enquiry_path
from shop.order.enquiries.services import answer_visit
from shop.order.exceptions import EnquiryRefused
from tests import makers
from tests.enquiry_makers import QUESTION, enquiry
from tests.reading import as_read
from tests.shop.dashboard.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(honey):
    return enquiry(honey)


@pytest.fixture
def visit(partner):
    stay = makers.product("Vườn tràm", producer=partner.producer, legal_type=LegalType.SERVICE)
    return enquiry(stay, visit=True)


def inbox(partner) -> str:
    return f"/nguoi-ban/{partner.pk}/lien-he/"


def path_of(row) -> str:
    return f"/nguoi-ban/lien-he/{row.pk}/"


def answer(step, **changed):
    return {"step": step, "text": "", "submission": str(uuid4())} | changed


def test_today_and_the_inbox_show_it_until_it_is_opened(owner, partner, asked):
    today = f"/nguoi-ban/{partner.pk}/"
    assert "1 khách đang hỏi bạn" in as_read(owner.get(today))
    assert [row.unread for row in owner.get(inbox(partner)).context["page"]] == [1]
    assert QUESTION in as_read(owner.get(path_of(asked)))
    assert "khách đang hỏi bạn" not in as_read(owner.get(today))


def test_the_answer_reaches_whoever_asked_by_the_link(owner, client, asked):
    owner.post(path_of(asked), {"text": "Tháng sau ạ", "submission": str(uuid4())})
    email = render(OutgoingEmail.objects.get(kind="order_message_buyer"))
    assert email.to == "lan@example.vn"
    assert enquiry_path(asked) in email.text
    assert "Tháng sau ạ" in as_read(client.get(enquiry_path(asked)))


def test_the_seller_reads_no_email_address(owner, asked):
    assert asked.email not in owner.get(path_of(asked)).content.decode()


def test_a_host_agrees_and_the_phone_is_there(owner, visit):
    assert "0912 345 678" in as_read(owner.get(path_of(visit)))
    fields = answer("accepted", text="Nhà chờ cả đoàn.")
    for _press in range(2):
        assert owner.post(path_of(visit), fields)["Location"] == path_of(visit)
    visit.refresh_from_db()
    assert visit.state == "accepted"
    assert visit.messages.last().text.endswith("Nhà chờ cả đoàn.")
    assert visit.messages.count() == 2


def test_a_host_proposes_another_day(owner, visit):
    day = present_day() + timedelta(days=10)
    owner.post(path_of(visit), answer("proposed", day=day.isoformat()))
    visit.refresh_from_db()
    assert (visit.state, visit.proposed_on) == ("proposed", day)


@pytest.mark.parametrize("days", [None, 0, 400])
def test_a_day_that_is_none_comes_back_with_what_was_typed(owner, visit, days):
    day = "" if days is None else (present_day() + timedelta(days=days)).isoformat()
    page = owner.post(path_of(visit), answer("proposed", day=day, text="Hôm ấy vắng người"))
    assert "từ ngày mai" in as_read(page)
    assert "Hôm ấy vắng người" in page.content.decode()
    visit.refresh_from_db()
    assert visit.state == "asked"


def test_declined_is_declined(owner, visit):
    owner.post(path_of(visit), answer("declined", text="Nhà có việc."))
    assert "không còn như vậy" in as_read(owner.post(path_of(visit), answer("accepted")))
    visit.refresh_from_db()
    assert visit.state == "declined"


def test_a_question_is_no_visit(owner, asked):
    with pytest.raises(EnquiryRefused):
        answer_visit(enquiry=asked, step="accepted", role="seller", text="", submission=uuid4())


def test_packers_and_strangers_find_nothing(packer, stranger, partner, asked):
    for browser in (packer, stranger):
        for path in (inbox(partner), path_of(asked), f"{path_of(asked)}anh/1/"):
            assert browser.get(path).status_code == 404
            assert browser.post(path, answer("accepted")).status_code in (404, 405)
    assert asked.messages.count() == 1


def test_the_shop_answers_for_who_has_nobody_here(asked, visit, partner):
    keeper = signed_in(makers.user(is_staff=True, is_superuser=True))
    listed = keeper.get("/quan-tri/cau-hoi/").content.decode()
    assert f"/quan-tri/cau-hoi/{asked.pk}/" in listed
    keeper.post(
        f"/quan-tri/cau-hoi/{asked.pk}/", {"text": "Hợp tác xã bảo", "submission": str(uuid4())}
    )
    keeper.post(f"/quan-tri/cau-hoi/{visit.pk}/", answer("accepted"))
    visit.refresh_from_db()
    assert (asked.messages.last().role, visit.state) == ("seller", "accepted")
    makers.membership(partner)
    assert keeper.get(f"/quan-tri/cau-hoi/{asked.pk}/").status_code == 404


def test_pages_cost_the_same_at_two_sizes(owner, partner, honey):
    def cost(path: str) -> int:
        owner.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert owner.get(path).status_code == 200
        return len(queries)

    paths = [inbox(partner), path_of(enquiry(honey)), f"/nguoi-ban/{partner.pk}/"]
    few = [cost(path) for path in paths]
    for _number in range(12):
        enquiry(honey)
    many = [cost(path) for path in paths]
    assert max(many) <= 20
    assert [max(0, after - before) for before, after in zip(few, many, strict=True)] <= [0, 0, 1]
