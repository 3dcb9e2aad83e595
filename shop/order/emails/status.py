"""E-mails to the buyer about parcels on their way: one a step, in the language of the order."""

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
from shop.order.links import address_of, token_of
from shop.order.models import Order, ProducerOrderStatus, ProducerOrderTransition, Role
from shop.order.receipt import Receipt, read_receipt

MOVED = "parcel_moved"
#: The states a buyer is written to about; packing happens behind the counter.
LOUD = frozenset(
    {
        ProducerOrderStatus.CONFIRMED,
        ProducerOrderStatus.SHIPPED,
        ProducerOrderStatus.DELIVERED,
        ProducerOrderStatus.CANCELLED,
        ProducerOrderStatus.RETURNED,
    }
)


@dataclass(frozen=True)
class News:
    """What happened to some parcels of an order, in words."""

    subject: str
    sentence: str
    hint: str
    reason: str
    note: str


@renders(MOVED, gettext_lazy("News of a parcel"))
def parcel_moved(email: OutgoingEmail) -> RenderedEmail | None:
    """Write about a step and those taken with it; not of one that a later step has overtaken."""
    transitions = _taken_together(email.about)
    order = order_of_email(producer_orders=transitions[0].parcel_id) if transitions else None
    if order is None or not recipient_of(order):
        return None
    with translation.override(order.submission.language):
        receipt = read_receipt(order)
        news = read_news(order, transitions)
        return compose(
            to=recipient_of(order),
            subject=news.subject,
            template="emails/parcel_moved",
            context={
                "news": news,
                "receipt": receipt,
                "parcels": _told_of(receipt, transitions),
                "address": address_of(order),
                "review_address": _invitation(order, transitions),
            },
            on_sent=lambda: _note_sent(transitions),
        )


def read_news(order: Order, transitions: list[ProducerOrderTransition]) -> News:
    """Return in the active language what these steps, all to one state, mean for the buyer."""
    transition, number = transitions[0], order.number
    sellers = ", ".join(step.parcel.seller_name for step in transitions)
    told = {"number": number, "sellers": sellers}
    subject, sentence, hint = _WORDS[transition.after](transition)
    return News(
        subject=subject % told,
        sentence=sentence % told,
        hint=hint,
        reason="" if not transition.reason else transition.get_reason_display(),
        note=transition.note,
    )


def _taken_together(key: int) -> list[ProducerOrderTransition]:
    """Return the steps taken in the same moment as this one that are still the newest news."""
    first = ProducerOrderTransition.objects.select_related("parcel").filter(pk=key).first()
    if first is None:
        return []
    transitions = ProducerOrderTransition.objects.filter(
        parcel__order=first.parcel.order_id, after=first.after, at=first.at
    )
    return [
        transition
        for transition in transitions.select_related("parcel")
        if not _is_overtaken(transition)
    ]


def _is_overtaken(transition: ProducerOrderTransition) -> bool:
    later = transition.parcel.transitions.filter(pk__gt=transition.pk)
    return any(step.after in LOUD for step in later)


def _note_sent(transitions: list[ProducerOrderTransition]) -> None:
    ProducerOrderTransition.objects.filter(
        pk__in=[transition.pk for transition in transitions]
    ).update(mailed_at=now())


def _invitation(order: Order, transitions: list[ProducerOrderTransition]) -> str:
    """Return where to write a review of what has arrived; empty for any other news."""
    if transitions[0].after != ProducerOrderStatus.DELIVERED:
        return ""
    return absolute_url(reverse("orders:reviews", kwargs={"token": token_of(order)}))


def _told_of(receipt: Receipt, transitions: list[ProducerOrderTransition]) -> list:
    keys = {transition.parcel_id for transition in transitions}
    return [parcel for parcel in receipt.parcels if parcel.pk in keys]


def _confirmed(transition: ProducerOrderTransition) -> tuple[str, str, str]:
    return (
        _("Order %(number)s has been confirmed"),
        _("%(sellers)s has confirmed your order %(number)s and is preparing it."),
        _("Until it is packed you can still cancel it on the page of the order.")
        if transition.parcel.status == ProducerOrderStatus.CONFIRMED
        else "",
    )


def _shipped(transition: ProducerOrderTransition) -> tuple[str, str, str]:
    return (
        _("Order %(number)s is on its way"),
        _("The parcel of %(sellers)s from your order %(number)s is with the courier."),
        _("Please keep your phone at hand: the courier calls before the delivery."),
    )


def _delivered(transition: ProducerOrderTransition) -> tuple[str, str, str]:
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
    return _("Order %(number)s: a parcel is cancelled"), sentence, _("You pay nothing for it.")


def _returned(transition: ProducerOrderTransition) -> tuple[str, str, str]:
    return (
        _("Order %(number)s: a parcel has come back"),
        _("The parcel of %(sellers)s from your order %(number)s has gone back to the seller."),
        _("If you have paid for it, the money is returned the way you paid."),
    )


_WORDS = {
    ProducerOrderStatus.CONFIRMED: _confirmed,
    ProducerOrderStatus.SHIPPED: _shipped,
    ProducerOrderStatus.DELIVERED: _delivered,
    ProducerOrderStatus.CANCELLED: _cancelled,
    ProducerOrderStatus.RETURNED: _returned,
}
