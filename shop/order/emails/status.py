"""E-mails to the buyer about changes of status, in the language of the order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.clock import now
from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.order.emails.recipients import order_of_email, recipient_of
from shop.order.links import order_token, order_url
from shop.order.models import (
    Order,
    ProducerOrder,
    ProducerOrderStatus,
    ProducerOrderTransition,
    Role,
)
from shop.order.receipt import Receipt, read_receipt
from shop.payment.ledger import balance_of

STATUS_CHANGED = "parcel_moved"
#: The statuses that a buyer gets an e-mail about; packing is one of them only for what is picked up.
_EMAILED_STATUSES = frozenset(
    {
        ProducerOrderStatus.CONFIRMED,
        ProducerOrderStatus.SHIPPED,
        ProducerOrderStatus.DELIVERED,
        ProducerOrderStatus.CANCELLED,
        ProducerOrderStatus.RETURNED,
    }
)


def is_emailed(producer_orders: Iterable[ProducerOrder], to: str) -> bool:
    """Whether the buyer hears of these parcels' step to a status."""
    if to == ProducerOrderStatus.PACKED:
        return any(row.is_pickup for row in producer_orders)
    return to in _EMAILED_STATUSES


@dataclass(frozen=True)
class StatusUpdate:
    """What happened to some producer orders of an order, in words."""

    subject: str
    sentence: str
    hint: str
    reason: str
    note: str


@renders(STATUS_CHANGED, gettext_lazy("News of a parcel"))
def render_status_change(email: OutgoingEmail) -> RenderedEmail | None:
    """Write about a step and those taken with it; not of one that a later step has overtaken."""
    transitions = _taken_together(email.about)
    order = (
        order_of_email(producer_orders=transitions[0].producer_order_id) if transitions else None
    )
    if order is None or not recipient_of(order):
        return None
    with translation.override(order.submission.language):
        receipt = read_receipt(order)
        update = describe_transitions(order, transitions)
        return compose(
            to=recipient_of(order),
            subject=update.subject,
            template="emails/parcel_moved",
            context={
                "update": update,
                "receipt": receipt,
                "producer_orders": _concerned(receipt, transitions),
                "url": order_url(order),
                "review_url": _invitation(order, transitions),
            },
            on_sent=lambda: _note_sent(transitions),
        )


def describe_transitions(order: Order, transitions: list[ProducerOrderTransition]) -> StatusUpdate:
    """Return in the active language what these steps, all to one state, mean for the buyer."""
    transition, number = transitions[0], order.number
    sellers = ", ".join(step.producer_order.seller_name for step in transitions)
    names = {"number": number, "sellers": sellers}
    subject, sentence, hint = _WORDS[transition.after](transition)
    return StatusUpdate(
        subject=subject % names,
        sentence=sentence % names,
        hint=hint,
        reason="" if not transition.reason else transition.get_reason_display(),
        note=transition.note,
    )


def _taken_together(key: int) -> list[ProducerOrderTransition]:
    """Return the steps taken in the same moment as this one that are still the newest news."""
    first = ProducerOrderTransition.objects.select_related("producer_order").filter(pk=key).first()
    if first is None:
        return []
    transitions = ProducerOrderTransition.objects.filter(
        producer_order__order=first.producer_order.order_id, after=first.after, at=first.at
    )
    return [
        transition
        for transition in transitions.select_related("producer_order")
        if not _is_overtaken(transition)
    ]


def _is_overtaken(transition: ProducerOrderTransition) -> bool:
    later = transition.producer_order.transitions.filter(pk__gt=transition.pk)
    return any(is_emailed([transition.producer_order], step.after) for step in later)


def _note_sent(transitions: list[ProducerOrderTransition]) -> None:
    ProducerOrderTransition.objects.filter(
        pk__in=[transition.pk for transition in transitions]
    ).update(mailed_at=now())


def _invitation(order: Order, transitions: list[ProducerOrderTransition]) -> str:
    """Return where to write a review of what has arrived; empty for any other news."""
    if transitions[0].after != ProducerOrderStatus.DELIVERED:
        return ""
    return absolute_url(reverse("orders:reviews", kwargs={"token": order_token(order)}))


def _concerned(receipt: Receipt, transitions: list[ProducerOrderTransition]) -> list:
    keys = {transition.producer_order_id for transition in transitions}
    return [
        producer_order for producer_order in receipt.producer_orders if producer_order.pk in keys
    ]


def _confirmed(transition: ProducerOrderTransition) -> tuple[str, str, str]:
    return (
        _("Order %(number)s has been confirmed"),
        _("%(sellers)s has confirmed your order %(number)s and is preparing it."),
        _("Until it is packed you can still cancel it on the page of the order.")
        if transition.producer_order.status == ProducerOrderStatus.CONFIRMED
        else "",
    )


def _ready(transition: ProducerOrderTransition) -> tuple[str, str, str]:
    parcel = transition.producer_order
    place = ", ".join(filter(None, [parcel.pickup_address, parcel.pickup_hours]))
    return (
        _("Order %(number)s is ready for pickup"),
        _("What you ordered from %(sellers)s (order %(number)s) is packed. You can pick it up."),
        _("Where: %(place)s. Please bring the number of the order.") % {"place": place},
    )


def _shipped(transition: ProducerOrderTransition) -> tuple[str, str, str]:
    return (
        _("Order %(number)s is on its way"),
        _("The parcel of %(sellers)s from your order %(number)s is with the courier."),
        _("Please keep your phone at hand: the courier calls before the delivery."),
    )


def _delivered(transition: ProducerOrderTransition) -> tuple[str, str, str]:
    if transition.producer_order.is_pickup:
        return (
            _("Order %(number)s has been picked up"),
            _("What you ordered from %(sellers)s (order %(number)s) has been picked up."),
            _("If something is wrong with it, please tell us; the page of the order says how."),
        )
    return (
        _("Order %(number)s has been delivered"),
        _("The parcel of %(sellers)s from your order %(number)s has been delivered."),
        _(
            "If something is wrong or did not arrive, please tell us; the page of the order says how."
        ),
    )


def _cancelled(transition: ProducerOrderTransition) -> tuple[str, str, str]:
    if transition.role == Role.BUYER:
        sentence = _("As you asked, the parcel of %(sellers)s from order %(number)s is cancelled.")
    else:
        sentence = _(
            "We are sorry: the parcel of %(sellers)s from order %(number)s had to be cancelled."
        )
    order = transition.producer_order.order
    hint = (
        _("What you have paid for it goes back to you.")
        if balance_of(order.payment).received
        else _("You pay nothing for it.")
    )
    return _("Order %(number)s: a parcel is cancelled"), sentence, hint


def _returned(transition: ProducerOrderTransition) -> tuple[str, str, str]:
    return (
        _("Order %(number)s: a parcel has come back"),
        _("The parcel of %(sellers)s from your order %(number)s has gone back to the seller."),
        _("If you have paid for it, the money is returned the way you paid."),
    )


_WORDS: dict[str, Callable[[ProducerOrderTransition], tuple[str, str, str]]] = {
    ProducerOrderStatus.CONFIRMED: _confirmed,
    ProducerOrderStatus.PACKED: _ready,
    ProducerOrderStatus.SHIPPED: _shipped,
    ProducerOrderStatus.DELIVERED: _delivered,
    ProducerOrderStatus.CANCELLED: _cancelled,
    ProducerOrderStatus.RETURNED: _returned,
}
