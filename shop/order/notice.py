"""Letters to the buyer about parcels on their way: one a step, in the language of the order."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.addresses import full_address
from catalogue.clock import now
from shop.letters.models import Letter
from shop.letters.writing import Draft, compose, writes
from shop.order.letter import order_of_letter, recipient_of
from shop.order.links import address_of, token_of
from shop.order.models import Order, ParcelMove, ProducerOrderStatus, Role
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


@writes(MOVED, gettext_lazy("News of a parcel"))
def parcel_moved(letter: Letter) -> Draft | None:
    """Write about a step and those taken with it; not of one that a later step has overtaken."""
    moves = _taken_together(letter.about)
    order = order_of_letter(producer_orders=moves[0].parcel_id) if moves else None
    if order is None or not recipient_of(order):
        return None
    with translation.override(order.submission.language):
        receipt = read_receipt(order)
        news = read_news(order, moves)
        return compose(
            to=recipient_of(order),
            subject=news.subject,
            template="emails/parcel_moved",
            context={
                "news": news,
                "receipt": receipt,
                "parcels": _told_of(receipt, moves),
                "address": address_of(order),
                "review_address": _invitation(order, moves),
            },
            sent=lambda: _note_sent(moves),
        )


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


def _taken_together(key: int) -> list[ParcelMove]:
    """Return the steps taken in the same moment as this one that are still the newest news."""
    first = ParcelMove.objects.select_related("parcel").filter(pk=key).first()
    if first is None:
        return []
    moves = ParcelMove.objects.filter(
        parcel__order=first.parcel.order_id, after=first.after, at=first.at
    )
    return [move for move in moves.select_related("parcel") if not _is_overtaken(move)]


def _is_overtaken(move: ParcelMove) -> bool:
    later = move.parcel.moves.filter(pk__gt=move.pk)
    return any(step.after in LOUD for step in later)


def _note_sent(moves: list[ParcelMove]) -> None:
    ParcelMove.objects.filter(pk__in=[move.pk for move in moves]).update(mailed_at=now())


def _invitation(order: Order, moves: list[ParcelMove]) -> str:
    """Return where to write a review of what has arrived; empty for any other news."""
    if moves[0].after != ProducerOrderStatus.DELIVERED:
        return ""
    return full_address(reverse("orders:reviews", kwargs={"token": token_of(order)}))


def _told_of(receipt: Receipt, moves: list[ParcelMove]) -> list:
    keys = {move.parcel_id for move in moves}
    return [parcel for parcel in receipt.parcels if parcel.pk in keys]


def _confirmed(move: ParcelMove) -> tuple[str, str, str]:
    return (
        _("Order %(number)s has been confirmed"),
        _("%(sellers)s has confirmed your order %(number)s and is preparing it."),
        _("Until it is packed you can still cancel it on the page of the order.")
        if move.parcel.status == ProducerOrderStatus.CONFIRMED
        else "",
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
