"""A stuck e-mail as a plain row: what it is about in words, and where to look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from catalogue.clock import VIETNAM
from shop.mail.models import EmailState, OutgoingEmail
from shop.mail.renderers import label_of_kind
from shop.order.emails.confirmation import PLACED
from shop.order.emails.review import REPLIED
from shop.order.emails.seller import (
    CANCELLED_PRODUCER_ORDER,
    MONEY_TAKEN_BACK,
    NEW_PRODUCER_ORDER,
)
from shop.order.emails.status import STATUS_CHANGED
from shop.order.models import Order, ProducerOrderTransition


@dataclass(frozen=True)
class EmailRow:
    """One e-mail; `url` leads to what it tells of and may be empty."""

    pk: int
    name: str
    url: str
    attempts: int
    is_refused: bool
    is_uncertain: bool
    why: str
    due_at: datetime


def read_rows(emails: Iterable[OutgoingEmail]) -> list[EmailRow]:
    """Return e-mails as rows, in a fixed number of queries."""
    emails = list(emails)
    numbers = dict(Order.objects.filter(pk__in=_about(emails, PLACED)).values_list("pk", "number"))
    transitions = ProducerOrderTransition.objects.filter(pk__in=_about(emails, STATUS_CHANGED))
    producer_orders = dict(transitions.values_list("pk", "producer_order"))
    return [_row(email, numbers, producer_orders) for email in emails]


def _about(emails: list[OutgoingEmail], kind: str) -> list[int]:
    return [email.about for email in emails if email.kind == kind]


def _row(
    email: OutgoingEmail, numbers: dict[int, str], producer_orders: dict[int, int]
) -> EmailRow:
    return EmailRow(
        pk=email.pk,
        name=label_of_kind(email.kind),
        url=_url(email, numbers, producer_orders),
        attempts=email.attempts,
        is_refused=email.state == EmailState.REFUSED,
        is_uncertain=email.state == EmailState.UNCERTAIN,
        why=email.error,
        due_at=email.due_at.astimezone(VIETNAM),
    )


def _url(email: OutgoingEmail, numbers: dict[int, str], producer_orders: dict[int, int]) -> str:
    if email.kind == PLACED and email.about in numbers:
        return reverse("dashboard:order-detail", kwargs={"number": numbers[email.about]})
    if email.kind == STATUS_CHANGED and email.about in producer_orders:
        return reverse("dashboard:producer-order", kwargs={"pk": producer_orders[email.about]})
    if email.kind in (NEW_PRODUCER_ORDER, CANCELLED_PRODUCER_ORDER, MONEY_TAKEN_BACK):
        return reverse("dashboard:producer-order", kwargs={"pk": email.about})
    if email.kind == REPLIED:
        return reverse("dashboard:review", kwargs={"pk": email.about})
    return ""
