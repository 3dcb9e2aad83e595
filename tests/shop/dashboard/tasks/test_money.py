"""What a courier owes and what a buyer's bank asks for is work for the shop's people, until when."""

from datetime import timedelta

import pytest

from catalogue.clock import VIETNAM, now
from shop.order.models import RemittanceLine
from shop.order.remittances.services import read_remittance
from shop.payment.models import Dispute
from shop.users.roles import SHOPKEEPERS, VERIFIERS
from tests import makers
from tests.reading import as_read
from tests.refund_makers import TO_THE_DOOR, step
from tests.shop.dashboard.conftest import member, signed_in
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "roles")]
URL = "/quan-tri/viec/"
WORDS = "Đã trả thêm ngày 5/12, FT99."


@pytest.fixture
def shopkeeper():
    return signed_in(member(SHOPKEEPERS, is_staff=True))


@pytest.fixture
def order():
    return order_basket(makers.basket(makers.product(price=50_000)), makers.commune()).order


def tasks(browser):
    return browser.get(URL).context["page_obj"].object_list


class TestShortages:
    @pytest.fixture(autouse=True)
    def delivered(self, order):
        step(order.producer_orders.get(), *TO_THE_DOOR)

    def pay(self, order, amount, name="cod.csv"):
        data = f"Mã đơn hàng;Tiền thu hộ\n{order.number};{amount}\n"
        return read_remittance(courier="GHN", name=name, data=data.encode(), by=None)

    def due(self, order) -> int:
        return int(order.total_incl_tax)

    def test_too_little_is_a_task_that_leads_to_its_line(self, shopkeeper, order):
        self.pay(order, self.due(order) - 1_000)
        (row,) = tasks(shopkeeper)
        assert order.number in row.text.title
        assert "1.000" in row.text.why
        assert row.due == now().astimezone(VIETNAM).date() + timedelta(days=3)
        assert "1.000" in as_read(shopkeeper.get(row.text.url))

    def test_the_rest_in_a_later_file_settles_it(self, shopkeeper, order):
        self.pay(order, self.due(order) - 1_000)
        rest = self.pay(order, 1_000)
        assert rest.lines.get().outcome == "full"
        assert tasks(shopkeeper) == []

    def test_a_part_of_the_rest_leaves_one_task_for_what_is_missing(self, shopkeeper, order):
        self.pay(order, self.due(order) - 1_000)
        self.pay(order, 400)
        (row,) = tasks(shopkeeper)
        assert "600" in row.text.why

    def test_what_was_cleared_in_another_way_is_no_task(self, shopkeeper, order):
        line = self.pay(order, self.due(order) - 1_000).lines.get()
        page = f"/quan-tri/doi-soat/thu-ho/dong/{line.pk}/"
        assert shopkeeper.post(page, {"settlement": ""}).status_code == 200
        assert len(tasks(shopkeeper)) == 1
        shopkeeper.post(page, {"settlement": WORDS})
        assert tasks(shopkeeper) == []
        assert WORDS in as_read(shopkeeper.get(page))

    def test_whoever_comes_second_overwrites_nothing_and_loses_no_word(self, shopkeeper, order):
        line = self.pay(order, self.due(order) - 1_000).lines.get()
        page = f"/quan-tri/doi-soat/thu-ho/dong/{line.pk}/"
        shopkeeper.post(page, {"settlement": WORDS})
        answer = shopkeeper.post(page, {"settlement": "Khác"}, follow=True)
        assert "Khác" in as_read(answer)
        assert RemittanceLine.objects.get().settlement == WORDS


class TestDisputes:
    @pytest.fixture
    def dispute(self, order):
        return Dispute.objects.create(
            payment=order.payment,
            reference="dp_1",
            amount=50_000,
            reason="fraudulent",
            status="needs_response",
            opened_at=now(),
            answer_by=now() + timedelta(days=9),
        )

    def test_an_open_dispute_is_a_task_until_its_day(self, shopkeeper, order, dispute):
        (row,) = tasks(shopkeeper)
        assert order.number in row.text.title
        assert row.due == dispute.answer_by.astimezone(VIETNAM).date()
        assert row.text.url == f"/quan-tri/thanh-toan/don/{order.pk}/#khieu-nai"
        assert "dp_1" in as_read(shopkeeper.get(row.text.url))

    @pytest.mark.parametrize("status", ["under_review", "won", "lost"])
    def test_one_that_was_answered_is_no_task(self, shopkeeper, dispute, status):
        Dispute.objects.update(status=status)
        assert tasks(shopkeeper) == []

    @pytest.mark.usefixtures("dispute")
    def test_it_is_no_task_of_the_register_s_people(self):
        assert tasks(signed_in(member(VERIFIERS))) == []
