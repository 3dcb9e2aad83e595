"""An issued invoice goes by e-mail to the company that asked for one, as files."""

import pytest
from django.core import mail

from shop.mail.delivery import deliver
from shop.mail.models import EmailState, OutgoingEmail
from shop.order.invoices.issuing import issue_due
from shop.order.models import EInvoice, OrderSubmission
from tests import makers
from tests.invoice_makers import PEER, InvoicePeer, hand_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(place):
    """A handed over order of one seller."""
    seller = makers.producer("Hợp tác xã Mật", tax_code="0100109106", address="Số 1, Vĩnh Long")
    order = place(makers.basket(makers.product("Mật ong", producer=seller))).order
    hand_over(order)
    OutgoingEmail.objects.all().delete()
    return order


def ask_for_invoice(**facts):
    company = {"invoice_tax_code": "0100109106", "invoice_company": "Công ty A"}
    OrderSubmission.objects.update(**company | {"invoice_address": "Hà Nội"} | facts)


def test_the_company_gets_the_invoice_as_pdf_and_xml(order):
    ask_for_invoice(invoice_email="ketoan@congty.vn")
    issue_due()
    deliver()
    (message,) = mail.outbox
    label = EInvoice.objects.get().label
    assert message.to == ["ketoan@congty.vn"]
    assert label in message.subject
    assert "Kính gửi Công ty A" in message.body
    assert [(name, kind) for name, _data, kind in message.attachments] == [
        (f"hoa-don-{label}.pdf", "application/pdf"),
        (f"hoa-don-{label}.xml", "application/xml"),
    ]
    assert "/don-hang/" not in message.body, "who keeps the books does not get the order's link"


def test_without_an_address_of_its_own_it_goes_to_the_buyer(order):
    ask_for_invoice(invoice_email="")
    issue_due()
    deliver()
    assert mail.outbox[0].to == [order.guest_email]


def test_who_asked_for_none_gets_none(order):
    issue_due()
    assert not OutgoingEmail.objects.exists()


def test_it_is_mailed_once_and_waits_until_the_provider_gives_the_files(
    order, settings, monkeypatch
):
    settings.INVOICE_PROVIDER = PEER
    monkeypatch.setattr(InvoicePeer, "books", {})
    ask_for_invoice(invoice_email="ketoan@congty.vn")
    issue_due()
    issue_due()
    books = dict(InvoicePeer.books)
    InvoicePeer.books.clear()
    deliver()
    assert mail.outbox == []
    assert OutgoingEmail.objects.get().state == EmailState.WAITING
    InvoicePeer.books.update(books)
    OutgoingEmail.objects.update(due_at="2026-01-01T00:00:00Z")
    deliver()
    assert len(mail.outbox) == 1
