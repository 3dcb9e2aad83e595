"""The doors through which money goes back: one protocol for each provider that can be asked by machine."""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from shop.payment.models import Refund


class ProviderUnavailable(Exception):
    """The provider gave no answer that can be relied on: nobody knows yet whether the money went.

    The refund stays SENDING and is asked for again with the same idempotency key.
    """


@dataclass(frozen=True)
class RefundOutcome:
    """What a provider answered to a refund.

    `reference` is its own name for the refund. `is_done` says that the money has gone; without it and
    without an error the provider is still at it and will tell by an event. `error` is why it refused
    for good, in words for the staff.
    """

    reference: str = ""
    is_done: bool = False
    error: str = ""


class RefundPort(Protocol):
    """Sends money back by one method. Called outside of any transaction, maybe more than once.

    The same `refund.idempotency_key` must never move money twice, and asking again for a refund
    that is under way returns how far it is. Raises ProviderUnavailable when the answer is unknown.
    """

    def send(self, refund: Refund, *, original_reference: str) -> RefundOutcome:
        """Send `refund.amount` whole đồng back to where the movement of that reference came from.

        `original_reference` is the LedgerEntry.reference of the money received by this method.
        """
        ...


def refund_port(method: str) -> RefundPort | None:
    """Return what sends refunds of that method (a code of shop.payment.methods) by itself.

    None where a person does: money of transfers and of couriers goes back through the shop's bank.
    """
    path = settings.REFUND_PORTS.get(method)
    return import_string(path)() if path else None


def has_refund_port(method: str) -> bool:
    """Whether a machine sends refunds of that method."""
    return method in settings.REFUND_PORTS
