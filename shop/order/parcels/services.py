"""Handing parcels over, some pieces or all that is left, each once; the last makes the order shipped."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.clock import now
from catalogue.text import one_line
from shop.mail.outbox import enqueue_email
from shop.order.emails.parcel import PARCEL_SENT
from shop.order.exceptions import TransitionRefused
from shop.order.fulfilment import refuse_unpaid, transition_producer_order
from shop.order.models import Line, Parcel, ParcelItem, ProducerOrder
from shop.order.parcels.models import MAX_TRACKING_LENGTH, Carrier
from shop.order.states import PACKED, SHIPPED
from shop.order.transitions import lock_order
from shop.users.models import User


@dataclass(frozen=True)
class UnsentLine:
    """Pieces of a line that are in no parcel yet."""

    line: int
    title: str
    quantity: int


def read_unsent(producer_order: ProducerOrder) -> list[UnsentLine]:
    """Return what of a producer order is still to be handed over."""
    sent: defaultdict[int, int] = defaultdict(int)
    items = ParcelItem.objects.filter(parcel__producer_order=producer_order)
    for line, quantity in items.values_list("line", "quantity"):
        sent[line] += quantity
    lines = Line.objects.filter(
        order=producer_order.order_id, partner=producer_order.partner_id
    ).order_by("pk")
    return [
        UnsentLine(line.pk, line.title, line.quantity - sent[line.pk])
        for line in lines
        if line.quantity > sent[line.pk]
    ]


def was_handed_over(*, producer_order: ProducerOrder, submission: str) -> bool:
    """Return whether a form of this producer order has been taken, whose pieces have left by now."""
    try:
        token = UUID(submission)
    except ValueError:
        return False
    return producer_order.parcels.filter(submission=token).exists()


@transaction.atomic
def hand_over_parcel(
    *,
    producer_order: ProducerOrder,
    role: str,
    carrier: str,
    submission: UUID,
    tracking_number: str = "",
    pieces: Mapping[int, int] | None = None,
    note: str = "",
    actor: User | None = None,
) -> bool:
    """Write down a parcel with these pieces ({key of the line: pieces}), or with all that is left.

    False for a submission that was taken before. Once nothing is left the producer order is on its
    way, and `note` is read by the buyer; before that the buyer is told of this parcel alone. Raises
    TransitionRefused where it is not packed, for more pieces than are left, and to a seller whose
    order's money was taken back.
    """
    order, producer_orders = lock_order(producer_order.order_id)
    row = producer_orders[producer_order.pk]
    if Parcel.objects.filter(submission=submission).exists():
        return False
    if row.status == SHIPPED:
        return False
    if row.status != PACKED or row.is_pickup:
        raise TransitionRefused(
            _("The order is “%(state)s”; only what is packed can be handed over.")
            % {"state": row.status_label}
        )
    refuse_unpaid(order, role)
    left = {line.line: line.quantity for line in read_unsent(row)}
    wanted = left if pieces is None else {line: n for line, n in pieces.items() if n > 0}
    if not wanted or any(n > left.get(line, 0) for line, n in wanted.items()):
        raise TransitionRefused(_("Please choose pieces that are still to be sent."))
    parcel = Parcel.objects.create(
        producer_order=row,
        submission=submission,
        carrier=carrier,
        tracking_number=one_line(tracking_number)[:MAX_TRACKING_LENGTH],
        handed_over_at=now(),
        handed_over_by=actor,
    )
    ParcelItem.objects.bulk_create(
        ParcelItem(parcel=parcel, line_id=line, quantity=n) for line, n in wanted.items()
    )
    if read_unsent(row):
        enqueue_email(PARCEL_SENT, parcel.pk)
        return True
    language = row.order.submission.language
    carried = carried_sentence(carrier, parcel.tracking_number, language=language)
    transition_producer_order(
        producer_order=row,
        to=SHIPPED,
        role=role,
        actor=actor,
        note=" ".join(filter(None, [carried, note])),
    )
    return True


def carried_sentence(carrier: str, number: str, *, language: str) -> str:
    """Return who carries it and under which number; a carrier that is not on the list is not named."""
    with translation.override(language):
        parts = []
        if carrier == Carrier.OWN:
            parts.append(_("We bring it to you ourselves."))
        elif carrier != Carrier.OTHER:
            parts.append(_("Carrier: %(name)s.") % {"name": Carrier(carrier).label})
        if number:
            parts.append(_("Tracking number: %(number)s.") % {"number": number})
    return " ".join(parts)
