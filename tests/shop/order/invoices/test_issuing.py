"""Issuing: a number without a gap, words that stay, a provider that may be down."""

from datetime import timedelta

import pytest

from catalogue.clock import now
from shop.order.invoices.file_provider import FileProvider
from shop.order.invoices.issuing import issue_due, retry_invoices
from shop.order.models import EInvoice, EInvoiceSeries, OrderSubmission
from tests import makers
from tests.invoice_makers import hand_over, issue_all
from tests.refund_makers import fresh, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(order):
    hand_over(order)
    return fresh(order)


def test_the_worker_issues_what_is_due(delivered):
    assert issue_due() == ""
    one, two = EInvoice.objects.all()
    assert (one.status, one.number, one.year, one.label) == ("issued", 1, 2026, "K26TTN-0000001")
    assert two.number == 1, "each seller has a series of its own"
    assert FileProvider().read(one.provider_reference, "pdf").startswith(b"%PDF")
    assert one.provider == "file"
    assert one.lookup_code


def test_numbers_of_a_seller_run_without_a_gap_and_begin_anew_each_year(place, clock):
    product = makers.product(stock=9)
    for moment in ("2026-12-30", "2026-12-31", "2027-01-01"):
        clock.move_to(f"{moment}T09:00:00+07:00")
        hand_over(place(makers.basket(product)).order)
        issue_due()
    assert list(EInvoice.objects.values_list("year", "number")) == [(2026, 1), (2026, 2), (2027, 1)]
    assert list(EInvoiceSeries.objects.order_by("year").values_list("last_number", flat=True)) == [
        2,
        1,
    ]


def test_an_invoice_says_what_the_law_asks(delivered):
    issue_due()
    one, two = (row.content for row in EInvoice.objects.all())
    assert one["seller"] == {
        "name": "Hợp tác xã Mật",
        "address": "Số 1, Vĩnh Long",
        "tax_code": "0100109106",
    }
    assert one["buyer"] is None
    assert (one["form"], two["form"]) == ("1", "2")
    assert [row["rate"] for row in one["sums"]] == ["8"]
    assert [row["rate"] for row in two["sums"]] == ["KKKNT"]
    assert one["net"] + one["tax"] == one["amount"] == sum(row["amount"] for row in one["items"])
    assert {"title", "unit", "quantity", "price", "rate"} <= set(one["items"][0])
    assert two["tax"] == 0


def test_a_company_that_asked_is_named(delivered):
    OrderSubmission.objects.update(
        invoice_tax_code="0100109106", invoice_company="Công ty A", invoice_address="Hà Nội"
    )
    issue_due()
    assert EInvoice.objects.first().content["buyer"]["name"] == "Công ty A"


def test_words_of_a_numbered_invoice_never_change(delivered, peer):
    peer.down = "no answer"
    issue_due()
    before = EInvoice.objects.first().content
    delivered.producer_orders.first().producer.__class__.objects.update(address="Nơi khác")
    peer.down = ""
    issue_all()
    assert EInvoice.objects.first().content == before


def test_a_provider_that_is_down_is_asked_again_later_and_listed(delivered, peer):
    peer.down = "no answer"
    assert issue_due() == "no answer"
    one = EInvoice.objects.first()
    assert (one.status, one.error, one.tries) == ("numbered", "no answer", 1)
    assert one.due_at > now()
    assert one in EInvoice.objects.open().exclude(error="")
    peer.down = ""
    assert issue_due() == ""
    assert not peer.books
    issue_all()
    assert len(peer.books) == 2
    assert not EInvoice.objects.open().exclude(error="").exists()


def test_each_try_waits_longer_up_to_six_hours(delivered, peer):
    peer.down = "no answer"
    waits = []
    for _try in range(12):
        EInvoice.objects.update(due_at=None)
        before = now()
        issue_due()
        waits.append(EInvoice.objects.first().due_at - before)
    assert waits[0] < waits[1] < waits[4]
    assert waits[-1] <= timedelta(hours=6, seconds=5)


def test_a_refusal_is_kept_with_its_reason(delivered, peer):
    peer.refuses = "mã số thuế đã đóng"
    assert issue_due() == "", "one bad invoice holds up no other"
    assert EInvoice.objects.first().error == "mã số thuế đã đóng"


def test_without_the_sellers_tax_code_no_number_is_taken(delivered, peer):
    row = delivered.producer_orders.first()
    row.producer.__class__.objects.filter(pk=row.producer_id).update(tax_code="")
    issue_due()
    one = EInvoice.objects.get(producer_order=row)
    assert (one.status, one.number) == ("waiting", None)
    assert "mã số thuế" in one.error
    row.producer.__class__.objects.filter(pk=row.producer_id).update(tax_code="0100109106")
    assert retry_invoices(EInvoice.objects.open().exclude(error="")) == 1
    issue_due()
    one.refresh_from_db()
    assert (one.status, one.number) == ("issued", 1)


def test_a_trial_invoice_may_lack_the_tax_code(delivered):
    row = delivered.producer_orders.first()
    row.producer.__class__.objects.update(tax_code="", address="")
    issue_due()
    assert EInvoice.objects.issued().count() == 2


def test_an_adjustment_follows_what_it_adjusts(delivered, peer):
    row = delivered.producer_orders.first()
    step(row, "returned", reason="damaged")
    peer.down = "no answer"
    issue_all()
    assert EInvoice.objects.get(kind="adjustment").status == "waiting"
    peer.down = ""
    issue_all()
    adjustment = EInvoice.objects.get(kind="adjustment")
    sale = adjustment.adjusts
    assert adjustment.content["adjusts"] == {
        "form": "1",
        "sign": "K26TTN",
        "number": sale.number,
        "date": sale.content["date"],
    }
    assert adjustment.number == 2
    assert adjustment.content["amount"] == -sale.content["amount"]


def test_without_a_provider_invoices_wait(delivered, settings):
    settings.INVOICE_PROVIDER = ""
    assert issue_due() == ""
    assert EInvoice.objects.filter(status="waiting").count() == 2


def test_an_adjusting_paper_can_be_read(delivered):
    step(delivered.producer_orders.first(), "returned", reason="damaged")
    issue_all()
    adjustment = EInvoice.objects.get(kind="adjustment")
    assert FileProvider().read(adjustment.provider_reference, "pdf").startswith(b"%PDF")
    assert b"<TTHDLQuan>" in FileProvider().read(adjustment.provider_reference, "xml")
