"""Orders in several parcels, notes among colleagues, returns that arrive, and orders as a table."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from shop.mail.models import OutgoingEmail
from shop.mail.renderers import render
from shop.order.fulfilment import transition_producer_order
from shop.order.links import order_token
from shop.order.models import InternalNote, ReturnStatus
from shop.order.returns.services import answer_return
from tests import makers
from tests.reading import as_read
from tests.refund_makers import return_request
from tests.shop.order.conftest import order_basket
from tests.shop.workspace.conftest import HONEY

pytestmark = pytest.mark.django_db


@pytest.fixture
def packed(order):
    for to in ("confirmed", "packed"):
        transition_producer_order(producer_order=order, to=to, role="seller")
    order.refresh_from_db()
    return order


def path_of(order, page="kien/") -> str:
    return f"/nguoi-ban/don-hang/{order.pk}/{page}"


def parcel(order, pieces, **changed):
    line = order.order.lines.get(partner=order.partner)
    posted = {f"pieces_{line.pk}": pieces, "carrier": "ghn", "submission": str(uuid4())}
    return posted | {"tracking_number": "GHN1"} | changed


class TestSeveralParcels:
    def test_the_order_is_on_its_way_with_the_last_piece(self, packer, packed):
        packer.post(path_of(packed), parcel(packed, 1))
        packed.refresh_from_db()
        assert packed.status == "packed"
        packer.post(path_of(packed), parcel(packed, 1, tracking_number="GHN2"))
        packed.refresh_from_db()
        assert packed.status == "shipped"
        assert "GHN2" in packed.transitions.get(after="shipped").note

    def test_the_buyer_reads_every_number(self, client, owner, packed):
        owner.post(path_of(packed), parcel(packed, 1))
        letter = render(OutgoingEmail.objects.get(kind="parcel_sent"))
        assert "GHN1" in letter.text
        page = as_read(client.get(f"/don-hang/{order_token(packed.order)}/"))
        assert "GHN1" in page

    def test_a_double_press_sends_one(self, owner, packed):
        posted = parcel(packed, 1)
        for _press in range(2):
            assert owner.post(path_of(packed), posted).status_code == 302
        assert packed.parcels.count() == 1

    @pytest.mark.parametrize("pieces", ["0", "3", "-1", "x", ""])
    def test_more_or_less_than_there_is_comes_back_as_typed(self, owner, packed, pieces):
        answer = owner.post(path_of(packed), parcel(packed, pieces))
        assert answer.status_code == 200
        assert "GHN1" in answer.content.decode()
        assert not packed.parcels.exists()

    def test_what_is_not_packed_is_not_handed_over(self, owner, order):
        owner.post(path_of(order), parcel(order, 1))
        assert not order.parcels.exists()

    def test_the_one_large_button_sends_all_that_is_left(self, owner, packed):
        owner.post(path_of(packed), parcel(packed, 1))
        posted = {"to": "shipped", "carrier": "own", "tracking_number": ""}
        owner.post(path_of(packed, ""), posted)
        packed.refresh_from_db()
        assert packed.status == "shipped"
        assert [p.items.get().quantity for p in packed.parcels.all()] == [1, 1]

    def test_strangers_hand_nothing_over(self, stranger, packed):
        assert stranger.get(path_of(packed)).status_code == 404
        assert stranger.post(path_of(packed), parcel(packed, 1)).status_code == 404
        assert not packed.parcels.exists()


class TestInternalNotes:
    def test_colleagues_read_it_and_the_buyer_does_not(self, client, owner, packer, order):
        posted = {"text": "Gói thêm giấy xốp", "submission": str(uuid4())}
        for _press in range(2):
            packer.post(path_of(order, "ghi-chu/"), posted)
        assert InternalNote.objects.get().author == packer.user
        assert "Gói thêm giấy xốp" in as_read(owner.get(path_of(order, "")))
        page = as_read(client.get(f"/don-hang/{order_token(order.order)}/"))
        assert "Gói thêm" not in page

    def test_strangers_neither_read_nor_write(self, stranger, order):
        posted = {"text": "x", "submission": str(uuid4())}
        assert stranger.post(path_of(order, "ghi-chu/"), posted).status_code == 404
        assert not InternalNote.objects.exists()


class TestReturns:
    @pytest.fixture
    def asked(self, packed):
        for to in ("shipped", "delivered"):
            transition_producer_order(producer_order=packed, to=to, role="seller")
        return return_request(packed.order, words="Nắp bị vỡ")

    def test_the_seller_reads_it_and_waits_for_the_shop(self, owner, partner, asked):
        path = f"/nguoi-ban/tra-hang/{asked.pk}/"
        assert path in owner.get(f"/nguoi-ban/{partner.pk}/tra-hang/").content.decode()
        assert "Nắp bị vỡ" in as_read(owner.get(path))
        owner.post(path)
        asked.refresh_from_db()
        assert asked.status == ReturnStatus.ASKED

    def test_taking_the_goods_in_asks_for_the_refund_once(self, owner, asked):
        answer_return(request=asked, accepts=True, answer="Gửi lại giúp.", by=makers.user())
        for _press in range(2):
            owner.post(f"/nguoi-ban/tra-hang/{asked.pk}/")
        asked.refresh_from_db()
        assert asked.status == ReturnStatus.GOODS_BACK
        assert asked.producer_order.order.payment.refunds.count() == 1

    def test_packers_and_strangers_take_nothing_in(self, packer, stranger, asked):
        for browser in (packer, stranger):
            assert browser.get(f"/nguoi-ban/tra-hang/{asked.pk}/").status_code == 404
            assert browser.post(f"/nguoi-ban/tra-hang/{asked.pk}/").status_code == 404


class TestExport:
    def path(self, partner) -> str:
        return f"/nguoi-ban/{partner.pk}/don-hang/xuat/"

    def days(self, order, kind):
        day = order.order.date_placed.date()
        return {"tu": day - timedelta(days=1), "den": day + timedelta(days=1), "dinh-dang": kind}

    def test_a_workbook_has_own_orders_in_vietnamese(self, owner, partner, order):
        answer = owner.get(self.path(partner), self.days(order, "xlsx"))
        orders, goods = load_workbook(BytesIO(answer.content)).worksheets
        heads, row = (list(cells) for cells in orders.values)
        assert row[heads.index("Tình trạng")] == "mới"
        assert row[heads.index("Tiền hàng")] == 420_000
        assert [cells[2] for cells in goods.values][1:] == [HONEY]

    def test_formulas_are_text(self, owner, partner, order):
        address = order.order.shipping_address
        type(address).objects.filter(pk=address.pk).update(first_name="=HYPERLINK(1)")
        answer = owner.get(self.path(partner), self.days(order, "csv"))
        assert "'=HYPERLINK" in b"".join(answer).decode()

    def test_as_many_queries_for_any_number(self, owner, partner, order, honey, ward):
        with CaptureQueriesContext(connection) as one:
            owner.get(self.path(partner), self.days(order, "xlsx"))
        for _number in range(3):
            order_basket(makers.basket((honey, 1)), ward)
        with CaptureQueriesContext(connection) as four:
            owner.get(self.path(partner), self.days(order, "xlsx"))
        assert len(four) == len(one) <= 20

    @pytest.mark.parametrize("days", [{"tu": "x"}, {"tu": "2026-02-01", "den": "2026-01-01"}])
    def test_nonsense_asks_again(self, owner, partner, days):
        answer = owner.get(self.path(partner), days | {"dinh-dang": "xlsx"})
        assert answer.context["form"].errors

    def test_packers_and_strangers_download_nothing(self, packer, stranger, partner, order):
        for browser in (packer, stranger):
            answer = browser.get(self.path(partner), self.days(order, "csv"))
            assert answer.status_code == 404
