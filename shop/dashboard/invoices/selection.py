"""Whose invoices a person sees, by how far they are."""

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils.translation import pgettext_lazy

from catalogue.text import question
from shop.order.models import EInvoice, EInvoiceStatus
from shop.partner.access import visible_rows
from shop.users.models import User


class EInvoiceFilter(models.TextChoices):
    TROUBLED = "loi", pgettext_lazy("invoices", "To look at")
    WAITING = "cho", pgettext_lazy("invoices", "Waiting")
    ISSUED = "da-lap", pgettext_lazy("invoices", "Issued")


_OPEN = ~Q(status=EInvoiceStatus.ISSUED)
CONDITIONS = {
    EInvoiceFilter.TROUBLED: _OPEN & ~Q(error=""),
    EInvoiceFilter.WAITING: _OPEN & Q(error=""),
    EInvoiceFilter.ISSUED: Q(status=EInvoiceStatus.ISSUED),
}


def invoices_of(user: User) -> QuerySet[EInvoice]:
    """Return the invoices a person may see: the shop's staff all, sellers those of their own parcels."""
    rows = EInvoice.objects.select_related("producer_order__order", "adjusts")
    return visible_rows(rows, user, sees_all="order.view_order")


def select_invoices(user: User, *, show: str, text: str) -> QuerySet[EInvoice]:
    """Return those of one filter, or those of an order's number, whatever their state."""
    rows = invoices_of(user)
    digits = "".join(letter for letter in question(text) if letter.isdecimal())
    if text.strip():
        return rows.filter(producer_order__order__number=digits or "-").order_by("pk")
    order = "-pk" if show == EInvoiceFilter.ISSUED else "pk"
    return rows.filter(CONDITIONS[EInvoiceFilter(show)]).order_by(order)


def count_invoices(user: User) -> dict[str, int]:
    """Return how many invoices each filter holds, in one query."""
    wanted = {show.name: Count("pk", filter=rule) for show, rule in CONDITIONS.items()}
    counts = invoices_of(user).order_by().aggregate(**wanted)
    return {show.value: counts[show.name] for show in EInvoiceFilter}
