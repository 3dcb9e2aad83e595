"""Invoices in the dashboard: the staff sees all and tries again, a seller sees its own."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from shop.order.models import EInvoice, OrderSubmission
from shop.partner.models import Partner, StockRecord
from tests import makers
from tests.invoice_makers import PEER, InvoicePeer, hand_over, issue_all
from tests.refund_makers import shopkeeper, step
from tests.shop.order.conftest import order_basket
from tests.window import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    """Two delivered parcels of two sellers."""
    basket = makers.basket(makers.product("Mật ong", price=108_000), makers.product("Chè"))
    order = order_basket(basket, makers.commune()).order
    hand_over(order)
    return order


@pytest.fixture
def staff(client):
    client.force_login(shopkeeper())
    return client


@pytest.fixture
def seller(client, order):
    """Somebody of the first seller."""
    person = makers.user()
    person.user_permissions.add(Permission.objects.get(codename="dashboard_access"))
    order.producer_orders.first().partner.users.add(person)
    client.force_login(person)
    return client


@pytest.fixture
def peer(settings, monkeypatch):
    settings.INVOICE_PROVIDER = PEER
    monkeypatch.setattr(InvoicePeer, "books", {})
    return monkeypatch


def listing(client, **query):
    return client.get(reverse("dashboard:invoice-list"), query)


def test_what_could_not_be_issued_stands_first_with_its_reason(staff, order, peer):
    peer.setattr(InvoicePeer, "refuses", "mã số thuế <đóng>")
    type(order.producer_orders.first().producer).objects.update(tax_code="1", address="x")
    issue_all()
    page = listing(staff).content.decode()
    assert page.count("mã số thuế &lt;đóng&gt;") == 2


def test_one_or_all_are_tried_again_by_a_button(staff, order, peer):
    peer.setattr(InvoicePeer, "down", "no answer")
    type(order.producer_orders.first().producer).objects.update(tax_code="1", address="x")
    issue_all()
    url = reverse("dashboard:invoice-retry")
    first = EInvoice.objects.first()
    staff.post(url, {"invoice": first.pk})
    assert EInvoice.objects.filter(due_at=None).count() == 1
    answer = staff.post(url, {"invoice": "all"}, follow=True)
    assert EInvoice.objects.filter(due_at=None).count() == 2
    assert "2 hoá đơn được thử lại" in answer.content.decode()
    assert staff.post(url, {"invoice": "9" * 99}).status_code == 302
    assert staff.get(url).status_code == 405


def test_issued_ones_have_their_papers(staff, order):
    issue_all()
    assert "K26TTN-0000001" in listing(staff, show="da-lap").content.decode()
    invoice = EInvoice.objects.first()
    pdf = staff.get(reverse("dashboard:invoice-pdf", args=[invoice.pk]))
    xml = staff.get(reverse("dashboard:invoice-xml", args=[invoice.pk]))
    assert pdf.content.startswith(b"%PDF")
    assert xml["Content-Type"] == "application/xml"
    assert "attachment" in xml["Content-Disposition"]


def test_the_page_says_that_invoices_are_a_trial_or_wait(staff, order, settings):
    assert "không có giá trị pháp lý" in listing(staff).content.decode()
    settings.INVOICE_PROVIDER = ""
    assert "Chưa cài nhà cung cấp hoá đơn" in listing(staff).content.decode()


def test_an_orders_number_finds_its_invoices_whatever_their_state(staff, order):
    page = listing(staff, q=order.number).content.decode()
    assert page.count(order.number) >= 2
    assert order.number not in listing(staff, q="x'; --").content.decode()


def test_the_table_holds_sums_and_no_formula(staff, order):
    OrderSubmission.objects.update(
        invoice_tax_code="0100109106", invoice_company="=1+1", invoice_address="Hà Nội"
    )
    issue_all()
    step(order.producer_orders.first(), "returned", reason="damaged")
    issue_all()
    answer = staff.get(reverse("dashboard:invoice-export"), {"show": "da-lap"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert len(rows) == 3
    named = [dict(zip(head, row, strict=True)) for row in rows]
    assert {row["Người mua"] for row in named} == {"'=1+1"}
    adjustment = next(row for row in named if row["Điều chỉnh cho"])
    net, tax, amount = (
        int(adjustment[name])
        for name in ("Chưa thuế GTGT (đồng)", "Thuế GTGT (đồng)", "Gồm thuế GTGT (đồng)")
    )
    assert net + tax == amount < 0


def test_a_seller_sees_its_own_alone(seller, order):
    issue_all()
    own, foreign = EInvoice.objects.all()
    page = listing(seller, show="da-lap").content.decode()
    assert own.producer_order.seller_name in page
    assert reverse("dashboard:invoice-pdf", args=[foreign.pk]) not in page
    assert seller.get(reverse("dashboard:invoice-pdf", args=[own.pk])).status_code == 200
    assert seller.get(reverse("dashboard:invoice-pdf", args=[foreign.pk])).status_code == 404
    parcel = reverse("dashboard:producer-order", args=[own.producer_order_id])
    assert own.label in seller.get(parcel).content.decode()


def test_a_seller_tries_nothing_again(seller, order):
    answer = seller.post(reverse("dashboard:invoice-retry"), {"invoice": "all"})
    assert answer.status_code in (302, 403)
    assert "Thử lại" not in listing(seller).content.decode()


def test_the_list_asks_as_often_for_many_as_for_few(staff, order, django_assert_max_num_queries):
    issue_all()
    with django_assert_max_num_queries(20):
        listing(staff, show="da-lap")


def test_the_shop_says_whether_a_seller_charges_vat(staff, order):
    partner = Partner.objects.first()
    window = Window(staff, reverse("dashboard:partner-manage", args=[partner.pk]), holding="name")
    assert "charges_vat" in window.fields
    del window.fields["charges_vat"]
    window.type(line1="12 Nguyễn Huệ", country="VN")
    window.send()
    partner.refresh_from_db()
    assert partner.charges_vat is False


def test_a_class_of_vat_is_the_shops_to_choose(order, staff):
    url = reverse("dashboard:catalogue-product", args=[StockRecord.objects.first().product_id])
    assert "tax_class" in staff.get(url).content.decode()
