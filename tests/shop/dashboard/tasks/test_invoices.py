"""An invoice that could not be issued is work for the shop's people."""

import pytest

from shop.order.invoices.services import write_sale
from shop.order.models import EInvoice
from shop.users.roles import SHOPKEEPERS, VERIFIERS
from tests import makers
from tests.shop.dashboard.conftest import member, signed_in
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "roles")]
URL = "/quan-tri/viec/"


@pytest.fixture
def invoice():
    order = order_basket(makers.basket(makers.product()), makers.commune()).order
    return write_sale(producer_order=order.producer_orders.get())


def rows(role, **facts):
    return signed_in(member(role, **facts)).get(URL).context["page_obj"].object_list


def test_trouble_with_an_invoice_is_a_task_that_leads_to_it(invoice):
    EInvoice.objects.update(error="Thiếu mã số thuế")
    (row,) = rows(SHOPKEEPERS, is_staff=True)
    number = invoice.producer_order.order.number
    assert number in row.text.title
    assert "Thiếu mã số thuế" in row.text.why
    assert row.text.url == f"/quan-tri/hoa-don/?q={number}"


def test_an_invoice_that_only_waits_is_no_task(invoice):
    assert rows(SHOPKEEPERS, is_staff=True) == []


def test_it_is_no_task_of_the_register_s_people(invoice):
    EInvoice.objects.update(error="Thiếu mã số thuế")
    assert rows(VERIFIERS) == []
