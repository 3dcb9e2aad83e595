"""Tasks of orders: invoices that a person has to look at."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.dashboard.tasks.sources import TaskSource, TaskText, day_of
from shop.order.models import EInvoice
from shop.users.models import User

#: An invoice is issued when the goods are handed over (NĐ 254/2026 Đ.9); a fault is mended the next day.
MENDED_WITHIN = timedelta(days=1)


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
)
