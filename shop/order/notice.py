"""E-mails about parcels on their way: one letter a step, in the language of the order."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.clock import now
from shop.order.letter import post
from shop.order.links import address_of
from shop.order.models import Order, ParcelMove, ProducerOrderStatus, Role
from shop.order.receipt import Receipt, read_receipt

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


def send_notice(*, move_ids: Collection[int]) -> bool:
    """Mail the buyer about steps taken together; False when there was nothing to mail.

    Each step is claimed first, so that it is mailed once; one whose letter could not be sent is
    given back and logged.
    """
    moves = _claim(move_ids)
    if not moves:
        return False
    order = (
        Order.objects.select_related("user", "submission", "shipping_address")
        .filter(producer_orders=moves[0].parcel_id)
        .get()
    )
    with translation.override(order.submission.language):
        context = {"news": read_news(order, moves), "receipt": read_receipt(order)}
        context["parcels"] = _told_of(context["receipt"], moves)
        context["address"] = address_of(order)
        if post(order, context["news"].subject, "emails/parcel_moved", context):
            return True
    ParcelMove.objects.filter(pk__in=[move.pk for move in moves]).update(mailed_at=None)
    return False


def read_news(order: Order, moves: list[ParcelMove]) -> News:
    """Return in the active language what these steps, all to one state, mean for the buyer."""
    move, number = moves[0], order.number
    sellers = ", ".join(step.parcel.seller_name for step in moves)
    told = {"number": number, "sellers": sellers}
    subject, sentence, hint = _WORDS[move.after](move)
    return News(
        subject=subject % told,
        sentence=sentence % told,
        hint=hint,
        reason="" if not move.reason else move.get_reason_display(),
        note=move.note,
    )


def _claim(move_ids: Collection[int]) -> list[ParcelMove]:
    with transaction.atomic():
        waiting = ParcelMove.objects.select_for_update(of=("self",)).filter(
            pk__in=move_ids, mailed_at=None
        )
        moves = list(waiting.select_related("parcel").order_by("pk"))
        ParcelMove.objects.filter(pk__in=[move.pk for move in moves]).update(mailed_at=now())
    return moves


def _told_of(receipt: Receipt, moves: list[ParcelMove]) -> list:
    keys = {move.parcel_id for move in moves}
    return [parcel for parcel in receipt.parcels if parcel.pk in keys]


def _confirmed(move: ParcelMove) -> tuple[str, str, str]:
    return (
        _("Order %(number)s has been confirmed"),
        _("%(sellers)s has confirmed your order %(number)s and is preparing it."),
        _("Until it is packed you can still cancel it on the page of the order."),
    )


def _shipped(move: ParcelMove) -> tuple[str, str, str]:
    return (
        _("Order %(number)s is on its way"),
        _("The parcel of %(sellers)s from your order %(number)s is with the courier."),
        _("Please keep your phone at hand: the courier calls before the delivery."),
    )


def _delivered(move: ParcelMove) -> tuple[str, str, str]:
    return (
        _("Order %(number)s has been delivered"),
        _("The parcel of %(sellers)s from your order %(number)s has been delivered."),
        _(
            "If something is wrong or did not arrive, please tell us; the page of the order says how."
        ),
    )


def _cancelled(move: ParcelMove) -> tuple[str, str, str]:
    if move.role == Role.BUYER:
        sentence = _("As you asked, the parcel of %(sellers)s from order %(number)s is cancelled.")
    else:
        sentence = _(
            "We are sorry: the parcel of %(sellers)s from order %(number)s had to be cancelled."
        )
    return _("Order %(number)s: a parcel is cancelled"), sentence, _("You pay nothing for it.")


def _returned(move: ParcelMove) -> tuple[str, str, str]:
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
