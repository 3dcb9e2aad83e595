"""A guest buys, from an empty basket to the order's page, without script."""

import re

import pytest
from django.core import mail

from shop.order.models import Order
from tests import makers

pytestmark = pytest.mark.django_db


def test_guest_orders_cash_on_delivery(client, emails_sent):
    item = makers.product("Kẹo dừa Bến Tre", price=85_000, stock=5, weight_grams=400)
    commune = makers.commune()
    answer = client.post(f"/gio-hang/them/{item.pk}/", {"quantity": "2"}, follow=True)
    assert "Kẹo dừa Bến Tre" in answer.content.decode()
    assert "170.000" in answer.content.decode()
    page = client.get("/thanh-toan/")
    assert page.status_code == 200
    typed = {
        "name": "Nguyễn Thị Sáu",
        "phone": "0912 345 678",
        "email": "sau@example.vn",
        "province": commune.province.code,
        "street": "12 ấp Phú Nhuận",
    }
    answer = client.post("/thanh-toan/", typed)
    assert answer.status_code == 302
    page = client.get("/thanh-toan/").content.decode()
    assert commune.code in page
    assert "12 ấp Phú Nhuận" in page
    typed |= {"commune": commune.code, "consent": "on", "data_consent": "on", "action": "review"}
    answer = client.post("/thanh-toan/", typed)
    assert answer.url == "/thanh-toan/xem-lai/"
    page = client.get(answer.url).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    with emails_sent():
        answer = client.post("/thanh-toan/xem-lai/", hidden | {"payment": "cod"})
    order = Order.objects.get()
    assert answer.url.startswith("/don-hang/")
    page = client.get(answer.url)
    assert order.number in page.content.decode()
    assert page["X-Robots-Tag"].startswith("noindex")
    assert len(mail.outbox) == 1
    assert "Kẹo dừa" in mail.outbox[0].body
    assert answer.url in mail.outbox[0].body
    assert client.get("/gio-hang/").context["shown"].lines == ()
