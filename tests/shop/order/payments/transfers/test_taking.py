"""What becomes of the transfers that a bank tells of."""

from datetime import timedelta

import pytest

from catalogue.clock import now
from shop.mail.models import OutgoingEmail
from shop.order.emails.payment import PAYMENT_RECEIVED
from shop.order.emails.transfer import LATE, OVERPAID, REVERSED, UNDERPAID, render_reversed
from shop.order.fulfilment import cancel_producer_orders
from shop.order.models import Order, TransitionReason
from shop.order.payments.expiry import expire_unpaid
from shop.order.payments.transfers.taking import take_transfer
from shop.partner.models import StockRecord
from shop.payment.ledger import balance_of
from shop.payment.models import BankLine, LedgerEntry, LineOutcome, Payment, Refund
from shop.payment.transfer.telling import BankTelling, TellingSource
from tests import makers

pytestmark = pytest.mark.django_db


def told(
    amount, content, *, source=TellingSource.EVENT, key="", reference="", at=None, incoming=True
):
    key = key or f"{source}-{BankLine.objects.count()}-{amount}-{content}"
    telling = BankTelling(source, key, incoming, amount, content, reference, at or now())
    return take_transfer(telling=telling)[0]


def total(order):
    return int(order.total_incl_tax)


def reference(order):
    return order.payment.reference


def state(order):
    order = Order.objects.get(pk=order.pk)
    return order.payment.status, {part.status for part in order.producer_orders.all()}


def emails(kind):
    return OutgoingEmail.objects.filter(kind=kind).count()


def refunds():
    return [(int(refund.amount), refund.reason, refund.status) for refund in Refund.objects.all()]


def end_unpaid(order):
    Payment.objects.filter(order=order).update(expires_at=now() - timedelta(seconds=1))
    assert expire_unpaid() == 1


def test_the_exact_amount_pays_the_order(awaiting):
    line = told(total(awaiting), f"MBVCB.1.{reference(awaiting).lower()}.CT tu 0123")
    assert line.outcome == LineOutcome.EXACT
    assert state(awaiting) == ("paid", {"new"})
    assert emails(PAYMENT_RECEIVED) == 1


def test_too_little_waits_for_the_rest(awaiting):
    assert told(1000, reference(awaiting)).outcome == LineOutcome.UNDER
    assert state(awaiting)[0] == "awaiting"
    assert emails(UNDERPAID) == 1
    assert told(total(awaiting) - 1000, reference(awaiting)).outcome == LineOutcome.EXACT
    assert state(awaiting)[0] == "paid"


def test_too_much_pays_and_the_excess_is_proposed_back(awaiting):
    line = told(total(awaiting) + 5000, reference(awaiting))
    assert line.outcome == LineOutcome.OVER
    assert state(awaiting)[0] == "paid"
    assert [row[:2] for row in refunds()] == [(5000, "overpaid")]
    assert emails(OVERPAID) == 1


def test_money_that_comes_twice_is_proposed_back(awaiting):
    told(total(awaiting), reference(awaiting))
    line = told(total(awaiting), reference(awaiting), at=now() + timedelta(minutes=5))
    assert line.outcome == LineOutcome.DOUBLE
    assert [row[:2] for row in refunds()] == [(total(awaiting), "overpaid")]
    assert balance_of(awaiting.payment).received == 2 * total(awaiting)


def test_late_money_revives_an_order_whose_goods_are_still_there(awaiting):
    end_unpaid(awaiting)
    assert told(total(awaiting), reference(awaiting)).outcome == LineOutcome.LATE
    assert state(awaiting) == ("paid", {"new"})
    assert StockRecord.objects.get(product=awaiting.lines.get().product).net_stock_level == 3
    assert (refunds(), emails(LATE), emails(PAYMENT_RECEIVED)) == ([], 0, 1)


def test_late_money_for_goods_that_are_gone_is_proposed_back(awaiting):
    end_unpaid(awaiting)
    StockRecord.objects.update(num_in_stock=1)
    assert told(total(awaiting), reference(awaiting)).outcome == LineOutcome.LATE
    assert state(awaiting)[1] == {"cancelled"}
    assert [row[:2] for row in refunds()] == [(total(awaiting), "paid_late")]
    assert emails(LATE) == 1


def test_late_money_for_goods_that_may_not_be_sold_any_more_is_proposed_back(awaiting):
    end_unpaid(awaiting)
    makers.takedown(awaiting.lines.get().product)
    told(total(awaiting), reference(awaiting))
    assert state(awaiting)[1] == {"cancelled"}
    assert [row[1] for row in refunds()] == ["paid_late"]


def test_money_for_an_order_that_the_buyer_cancelled_is_proposed_back(awaiting):
    parts = set(awaiting.producer_orders.values_list("pk", flat=True))
    cancel_producer_orders(
        order=awaiting, producer_orders=parts, reason=TransitionReason.CHANGED_MIND
    )
    assert told(total(awaiting), reference(awaiting)).outcome == LineOutcome.LATE
    assert [row[1] for row in refunds()] == ["paid_late"]


def test_money_that_the_senders_bank_takes_back_leaves_the_order_unpaid(awaiting):
    told(total(awaiting), reference(awaiting))
    line = told(total(awaiting), f"HOAN TRA {reference(awaiting)}", incoming=False)
    assert line.outcome == LineOutcome.REVERSED
    assert state(awaiting)[0] == "awaiting"
    assert emails(REVERSED) == 1
    assert expire_unpaid() == 0


def test_money_taken_back_withdraws_what_it_would_have_brought_too_much(awaiting):
    told(total(awaiting), reference(awaiting))
    told(total(awaiting), reference(awaiting), reference="second")
    told(total(awaiting), f"HOAN TRA {reference(awaiting)}", incoming=False)
    assert state(awaiting)[0] == "paid"
    assert refunds() == [(total(awaiting), "overpaid", "rejected")]
    assert "không cần làm gì" in render_reversed(OutgoingEmail.objects.get(kind=REVERSED)).text


def test_money_taken_back_in_part_leaves_the_rest_of_what_was_too_much(awaiting):
    told(total(awaiting), reference(awaiting))
    told(total(awaiting), reference(awaiting), reference="second")
    told(10_000, f"HOAN TRA {reference(awaiting)}", incoming=False)
    assert refunds() == [
        (total(awaiting), "overpaid", "rejected"),
        (total(awaiting) - 10_000, "overpaid", "proposed"),
    ]


def test_more_taken_back_than_came_is_left_to_a_person(awaiting):
    line = told(5000, f"HOAN TRA {reference(awaiting)}", incoming=False)
    assert line.outcome == LineOutcome.UNCLEAR
    assert LedgerEntry.objects.count() == 0


@pytest.mark.parametrize("content", ["CHUYEN TIEN", "OCOP 9999999", "OCOP1000"])
def test_money_that_names_no_order_is_listed(awaiting, content):
    assert told(total(awaiting), content).outcome == LineOutcome.UNKNOWN_REFERENCE
    assert LedgerEntry.objects.count() == 0


def test_money_that_names_two_orders_is_left_to_a_person(place):
    product = makers.product(stock=9)
    first, second = (place(makers.basket(product)).order for _ in range(2))
    line = told(total(first), f"{reference(first)} va {reference(second)}")
    assert line.outcome == LineOutcome.UNCLEAR
    assert LedgerEntry.objects.count() == 0


def test_money_that_goes_out_without_an_order_is_only_written_down(awaiting):
    assert told(5000, "Phí dịch vụ", incoming=False).outcome == LineOutcome.OUTGOING


def test_the_same_news_twice_counts_once(awaiting):
    lines = {told(total(awaiting), reference(awaiting), key="a").pk for _ in range(3)}
    assert len(lines) == 1
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("numbers", [("FT1", "FT1"), ("", "FT1"), ("FT1", ""), ("", "")])
@pytest.mark.parametrize(
    "order",
    [
        (TellingSource.EVENT, TellingSource.STATEMENT),
        (TellingSource.STATEMENT, TellingSource.EVENT),
    ],
)
def test_a_transfer_told_by_both_sources_counts_once(awaiting, order, numbers):
    day = now().replace(hour=0, minute=0)
    for source, number, at in zip(order, numbers, (now(), day), strict=True):
        told(total(awaiting), f"x {reference(awaiting)}", source=source, reference=number, at=at)
    assert BankLine.objects.count() == 1
    assert LedgerEntry.objects.count() == 1
    assert refunds() == []


def test_two_numbers_of_the_bank_for_what_may_be_one_transfer_are_left_to_a_person(awaiting):
    told(total(awaiting), reference(awaiting), reference="FT1")
    line = told(
        total(awaiting), reference(awaiting), reference="X9", source=TellingSource.STATEMENT
    )
    assert line.outcome == LineOutcome.UNCLEAR
    assert LedgerEntry.objects.count() == 1


def test_two_true_transfers_are_two_in_both_sources(awaiting):
    for source in (TellingSource.EVENT, TellingSource.STATEMENT):
        for number in ("FT1", "FT2"):
            told(total(awaiting), reference(awaiting), source=source, reference=number)
    assert BankLine.objects.count() == 2
    assert {line.outcome for line in BankLine.objects.all()} == {"exact", "double"}
