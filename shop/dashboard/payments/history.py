"""All that happened to the money of one order, in one place."""

from typing import Any

from django.db.models import QuerySet
from django.views.generic import DetailView

from shop.order.models import Order
from shop.order.payments.refundable import label_of_method, read_refundable
from shop.order.settlement import amount_due
from shop.payment.ledger import balance_of


class PaymentHistoryView(DetailView):
    """Attempts, ledger, steps and refunds of an order."""

    template_name = "oscar/dashboard/payments/history.html"
    context_object_name = "order"

    def get_queryset(self) -> QuerySet[Order]:
        return Order.objects.select_related("payment")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order: Order = self.object
        payment = order.payment
        return super().get_context_data(**kwargs) | {
            "payment": payment,
            "method": label_of_method(payment.method),
            "amount": amount_due(order),
            "sellers": _sellers(order),
            "balance": balance_of(payment),
            "available": read_refundable(order).available,
            "entries": [(row, label_of_method(row.method)) for row in payment.entries.all()],
            "attempts": [(row, label_of_method(row.method)) for row in payment.attempts.all()],
            "steps": payment.transitions.select_related("actor"),
            "disputes": payment.disputes.all(),
            "refunds": payment.refunds.all(),
        }


def _sellers(order: Order) -> list[tuple[str, Any]]:
    names = {row.pk: row.seller_name for row in order.producer_orders.all()}
    return [(names[row.producer_order], row) for row in amount_due(order).sellers]
