"""A stuck e-mail as a plain row: what it is about in words, and where to look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from catalogue.clock import VIETNAM
from shop.mail.models import EmailState, OutgoingEmail
from shop.mail.renderers import label_of_kind
from shop.order.emails.confirmation import PLACED
from shop.order.emails.review import ANSWERED
from shop.order.emails.seller import CANCELLED_PARCEL, NEW_PARCEL
from shop.order.emails.status import MOVED
from shop.order.models import Order, ProducerOrderTransition


@dataclass(frozen=True)
class EmailRow:
    """One e-mail; `url` leads to what it tells of and may be empty."""

    pk: int
    name: str
    url: str
    attempts: int
    is_refused: bool
    why: str
    due_at: datetime


def read_rows(emails: Iterable[OutgoingEmail]) -> list[EmailRow]:
    """Return e-mails as rows, in a fixed number of queries."""
    emails = list(emails)
    numbers = dict(Order.objects.filter(pk__in=_about(emails, PLACED)).values_list("pk", "number"))
    transitions = ProducerOrderTransition.objects.filter(pk__in=_about(emails, MOVED))
    parcels = dict(transitions.values_list("pk", "parcel"))
    return [_row(email, numbers, parcels) for email in emails]


def _about(emails: list[OutgoingEmail], kind: str) -> list[int]:
    return [email.about for email in emails if email.kind == kind]


def _row(email: OutgoingEmail, numbers: dict[int, str], parcels: dict[int, int]) -> EmailRow:
    return EmailRow(
        pk=email.pk,
        name=label_of_kind(email.kind),
        url=_address(email, numbers, parcels),
        attempts=email.attempts,
        is_refused=email.state == EmailState.REFUSED,
        why=email.error,
        due_at=email.due_at.astimezone(VIETNAM),
    )


def _address(email: OutgoingEmail, numbers: dict[int, str], parcels: dict[int, int]) -> str:
    if email.kind == PLACED and email.about in numbers:
        return reverse("dashboard:order-detail", kwargs={"number": numbers[email.about]})
    if email.kind == MOVED and email.about in parcels:
        return reverse("dashboard:parcel", kwargs={"pk": parcels[email.about]})
    if email.kind in (NEW_PARCEL, CANCELLED_PARCEL):
        return reverse("dashboard:parcel", kwargs={"pk": email.about})
    if email.kind == ANSWERED:
        return reverse("dashboard:review", kwargs={"pk": email.about})
    return ""
