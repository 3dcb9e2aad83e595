"""The contract to keep: whole, in Vietnamese letters, and by its token alone."""

import logging
from dataclasses import replace

import pytest
from django.core import mail
from django.utils import translation

from shop.mail.delivery import deliver
from shop.order.documents.confirmation import confirmation_pdf
from shop.order.links import order_token, order_url
from shop.order.models import OrderSubmission
from shop.order.receipt import read_receipt
from tests import makers
from tests.invoice_makers import hand_over, issue_all
from tests.refund_makers import fresh
from tests.shop.order.documents.pdf_text import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(place):
    return place(makers.basket((makers.product("Mật ong rừng U Minh", price=185_000), 2))).order


def pdf_path(order, name="xac-nhan.pdf") -> str:
    return f"/don-hang/{order_token(order)}/{name}"


def test_it_holds_what_the_law_wants_a_buyer_to_keep(client, order, settings):
    settings.OCOP_SELLER = {
        "legal_name": "Công ty Đặc sản",
        "address": "12 Nguyễn Huệ",
        "registration": "0100109106",
        "representative": "",
        "phone": "1900 1234",
        "email": "hoi@example.vn",
    }
    response = client.get(pdf_path(order))
    text = text_of(response.content)
    for fact in (
        order.number,
        "Công ty Đặc sản",
        "12 Nguyễn Huệ",
        "1900 1234",
        "Nguyễn Thị Sáu",
        "Mật ong rừng U Minh",
        "185.000 ₫",
        "Thuế GTGT 8 %",
        "OCOP 4 sao",
        "Tôi đồng ý.",
        "Quyền của bạn",
        "30 ngày",
        order_url(order).rpartition("/don-hang/")[2][:8],
    ):
        assert fact in text, fact


def test_it_is_a_download_that_nobody_on_the_way_keeps(client, order):
    response = client.get(pdf_path(order))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_without_the_token_there_is_nothing(client, order):
    assert client.get(f"/don-hang/{order.number}/xac-nhan.pdf").status_code == 404
    assert client.get(f"/don-hang/{order_token(order)}x/xac-nhan.pdf").status_code == 404


def test_english_readers_get_it_in_english(client, order):
    text = text_of(client.get(f"/en{pdf_path(order)}").content)
    assert f"Confirmation of order {order.number}" in text
    assert "VAT 8 %" in text


def test_it_is_small_and_made_fast_for_the_longest_order(order, settings, caplog):
    line = read_receipt(order).producer_orders[0].lines[0]
    receipt = read_receipt(order)
    part = replace(receipt.producer_orders[0], lines=(line,) * 200)
    receipt = replace(receipt, producer_orders=(part,))
    with caplog.at_level(logging.WARNING, logger="fpdf"), translation.override("vi"):
        data = confirmation_pdf(receipt, order_url="https://example.vn/")
    assert len(data) < 200_000
    assert text_of(data).count("Mật ong rừng U Minh") == 200
    assert not caplog.records, "a letter is missing in the faces"


def test_letters_that_no_face_has_break_nothing(client, order):
    OrderSubmission.objects.update(gift_message="Chúc 😀 中文 \u202e\x07 e\u0301 vui")
    text = text_of(client.get(pdf_path(order)).content)
    assert "Chúc ? ??" in text
    assert "é vui" in text


def test_the_email_of_the_order_links_it(order):
    deliver()
    (message,) = [one for one in mail.outbox if order.number in one.subject]
    assert pdf_path(order) in message.body


def test_issued_invoices_are_on_the_order_page_and_open_by_its_token(client, order, place):
    other = place(makers.basket(makers.product())).order
    hand_over(order)
    hand_over(other)
    page = client.get(f"/don-hang/{order_token(order)}/").content.decode()
    assert "/hoa-don/" not in page
    issue_all()
    invoice = fresh(order).producer_orders.get().e_invoices.get()
    page = client.get(f"/don-hang/{order_token(order)}/").content.decode()
    assert pdf_path(order, f"hoa-don/{invoice.pk}.pdf") in page
    text = text_of(client.get(pdf_path(order, f"hoa-don/{invoice.pk}.pdf")).content)
    assert "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in text
    assert "Người mua không lấy hoá đơn" in text
    foreign = fresh(other).producer_orders.get().e_invoices.get()
    assert client.get(pdf_path(order, f"hoa-don/{foreign.pk}.pdf")).status_code == 404
