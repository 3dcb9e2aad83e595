"""Killed with SIGKILL between any two steps, a delivered parcel still gets exactly one invoice."""

import pytest

from shop.order.invoices.file_provider import FileProvider
from shop.order.invoices.issuing import issue_due
from shop.order.models import EInvoice, ProducerOrder
from tests import makers
from tests.invoice_makers import issue_all
from tests.kills import killed_at_every_step
from tests.refund_makers import fresh, step
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

FEWEST = 6  # moments; fewer mean that the steps are not seen


@pytest.fixture
def stage():
    """Return a function that places another order that is on its way."""
    ward = makers.commune()

    def _stage():
        order = order_basket(makers.basket(makers.product(price=150_000, stock=5)), ward).order
        step(order.producer_orders.get(), "confirmed", "packed", "shipped")
        return fresh(order)

    return _stage


def books_agree() -> None:
    """Every delivered parcel has one issued sale, every paper its row, numbers run without a gap."""
    for row in ProducerOrder.objects.filter(status__in=["delivered", "returned"]):
        assert row.e_invoices.filter(kind="sale", status="issued").count() == 1
    papers = {path.name for path in FileProvider().root.glob("*/*")}
    assert papers == {str(key) for key in EInvoice.objects.values_list("key", flat=True)}
    for partner in set(EInvoice.objects.values_list("partner", flat=True)):
        numbers = EInvoice.objects.filter(partner=partner).values_list("number", flat=True)
        assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_delivering_and_issuing(stage):
    scene = {"order": stage()}

    def deliver():
        step(scene["order"].producer_orders.get(), "delivered")
        issue_due()

    moments = 0
    for moments in killed_at_every_step(deliver):  # noqa: B007  # the last one counts
        row = scene["order"].producer_orders.get()
        if row.status == "shipped":
            assert not row.e_invoices.exists(), "an invoice without a delivery"
        step(row, "delivered")
        issue_all()
        books_agree()
        scene["order"] = stage()
    assert moments >= FEWEST


def test_adjusting(stage):
    def delivered():
        order = stage()
        step(order.producer_orders.get(), "delivered")
        issue_all()
        return order

    scene = {"order": delivered()}

    def give_back():
        step(scene["order"].producer_orders.get(), "returned", reason="damaged")
        issue_due()

    moments = 0
    for moments in killed_at_every_step(give_back):  # noqa: B007  # the last one counts
        row = scene["order"].producer_orders.get()
        step(row, "returned", reason="damaged")
        issue_all()
        books_agree()
        sums = [int(amount) for amount in row.e_invoices.values_list("amount", flat=True)]
        assert (len(sums), sum(sums)) == (2, 0)
        scene["order"] = delivered()
    assert moments >= FEWEST
