"""Tasks of orders and their money: invoices in trouble, couriers that owe, disputed cards."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.dashboard.tasks.sources import TaskSource, TaskText, day_of
from shop.order.models import EInvoice, RemittanceLine
from shop.payment.models import Dispute
from shop.users.models import User
from theme.formats import dong

#: An invoice is issued when the goods are handed over (NĐ 254/2026 Đ.9); a fault is mended the next day.
MENDED_WITHIN = timedelta(days=1)
#: Couriers pay over weekly or oftener; after that a shortage is harder to trace.
CLEARED_WITHIN = timedelta(days=3)


def _invoices(user: User, on: date) -> QuerySet[EInvoice]:
    """What is not issued, and says what went wrong."""
    return EInvoice.objects.troubled().select_related("producer_order__order")


def _mend_invoice(invoice: EInvoice, on: date) -> TaskText:
    number = invoice.producer_order.order.number
    return TaskText(
        title=_("Invoice for order %(number)s") % {"number": number},
        detail=invoice.producer_order.seller_name,
        why=_("It could not be issued: %(error)s") % {"error": invoice.error},
        since=day_of(invoice.created_at),
        url=f"{reverse('dashboard:invoice-list')}?{urlencode({'q': number})}",
        action=_("See what is missing"),
    )


def _shortages(user: User, on: date) -> QuerySet[RemittanceLine]:
    """What a courier has paid over too little, and nobody has cleared."""
    return RemittanceLine.objects.short().select_related("remittance", "producer_order__order")


def _clear_shortage(line: RemittanceLine, on: date) -> TaskText:
    parcel = line.producer_order
    return TaskText(
        title=_("Cash of order %(number)s")
        % {"number": parcel.order.number if parcel else line.text},
        detail=line.remittance.courier,
        why=_("%(amount)s too little was paid over. Ask the courier for it.")
        % {"amount": dong(-line.difference)},
        since=day_of(line.remittance.uploaded_at),
        url=reverse("dashboard:remittance-line", kwargs={"pk": line.pk}),
        action=_("Look at the line"),
    )


def _disputes(user: User, on: date) -> QuerySet[Dispute]:
    return Dispute.objects.unanswered().select_related("payment__order")


def _answer_dispute(dispute: Dispute, on: date) -> TaskText:
    order = dispute.payment.order
    return TaskText(
        title=_("Disputed card payment of order %(number)s") % {"number": order.number},
        detail=dong(int(dispute.amount)),
        why=_("Answer with the proof of delivery, or the bank decides without us."),
        since=day_of(dispute.opened_at),
        url=f"{reverse('dashboard:payment-history', kwargs={'pk': order.pk})}#khieu-nai",
        action=_("See what to answer"),
    )


ORDER_SOURCES = (
    TaskSource(
        kind="hoa-don",
        label=gettext_lazy("Invoices with trouble"),
        permissions=("order.change_order",),
        pending=_invoices,
        text=_mend_invoice,
        due="created_at",
        grace=MENDED_WITHIN,
        provinces=("producer_order__producer__province",),
    ),
    TaskSource(
        kind="thu-ho-thieu",
        label=gettext_lazy("Couriers that owe cash"),
        permissions=("order.change_order",),
        pending=_shortages,
        text=_clear_shortage,
        due="remittance__uploaded_at",
        grace=CLEARED_WITHIN,
        provinces=("producer_order__producer__province",),
    ),
    TaskSource(
        kind="khieu-nai-the",
        label=gettext_lazy("Disputed card payments"),
        permissions=("order.change_order",),
        pending=_disputes,
        text=_answer_dispute,
        due="answer_by",
        provinces=(),  # an order is of no province
    ),
)
