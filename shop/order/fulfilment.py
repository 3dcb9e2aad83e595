"""Moving parcels along: one locked step at a time, written down, mailed after commit."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.clock import now
from shop.mail.outbox import enqueue_email
from shop.order.emails.seller import tell_sellers_of_cancellation
from shop.order.emails.status import LOUD, MOVED
from shop.order.exceptions import TransitionRefused
from shop.order.models import (
    Line,
    Order,
    ProducerOrder,
    ProducerOrderStatus,
    ProducerOrderTransition,
    Role,
)
from shop.order.notes import tidy
from shop.order.states import CANCELLED, SHIPPED, may_follow, order_status_from, reasons_for
from shop.order.stock import give_back, take_out


@dataclass(frozen=True)
class Cancellation:
    """What became of a wish to cancel: parcels cancelled now, before, and too late."""

    done: tuple[ProducerOrder, ...]
    already: tuple[ProducerOrder, ...]
    refused: tuple[ProducerOrder, ...]


@transaction.atomic
def move_parcel(
    *,
    parcel: ProducerOrder,
    to: str,
    role: str,
    actor: Any = None,
    reason: str = "",
    note: str = "",
) -> bool:
    """Take one parcel to a state; False when it is there already, so that a second click is safe.

    Raises TransitionRefused where the table of shop.order.states does not allow it, or a reason is
    missing. Cancelling gives the stock back, handing over takes the goods out of it.
    """
    order, parcels = _lock(parcel.order_id)
    held = parcels[parcel.pk]
    if held.status == to:
        return False
    if not may_follow(held.status, to, role):
        raise TransitionRefused(_refusal(held, to))
    _write(order, parcels, [held], to, role=role, actor=actor, reason=reason, note=note)
    return True


@transaction.atomic
def cancel_parcels(
    *,
    order: Order,
    parcels: Collection[int],
    reason: str,
    note: str = "",
    actor: Any = None,
) -> Cancellation:
    """Cancel, for the buyer, those of the order's parcels (keys) that are not packed yet.

    What was packed meanwhile is left as it is and told; nothing raises for it. Raises TransitionRefused
    when the reason is not one of a buyer's.
    """
    order, held = _lock(order.pk)
    wanted = [parcel for pk, parcel in held.items() if pk in parcels]
    already = tuple(parcel for parcel in wanted if parcel.status == CANCELLED)
    done = [parcel for parcel in wanted if may_follow(parcel.status, CANCELLED, Role.BUYER)]
    refused = tuple(parcel for parcel in wanted if parcel not in (*already, *done))
    if done:
        _write(order, held, done, CANCELLED, role=Role.BUYER, actor=actor, reason=reason, note=note)
    return Cancellation(tuple(done), already, refused)


def _lock(order_id: int) -> tuple[Order, dict[int, ProducerOrder]]:
    """Lock the order, then its parcels: moves of one order wait for each other."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    rows = ProducerOrder.objects.select_for_update(of=("self",)).filter(order=order)
    return order, {row.pk: row for row in rows.order_by("pk")}


def _write(
    order: Order,
    parcels: dict[int, ProducerOrder],
    moving: list[ProducerOrder],
    to: str,
    *,
    role: str,
    actor: Any,
    reason: str,
    note: str,
) -> None:
    choices = reasons_for(to, role)
    if choices and reason not in choices:
        raise TransitionRefused(_("Please choose a reason."))
    at, transitions = now(), []
    for parcel in moving:
        before, parcel.status = parcel.status, ProducerOrderStatus(to)
        parcel.save(update_fields=["status"])
        transitions.append(
            ProducerOrderTransition(
                parcel=parcel,
                before=before,
                after=to,
                at=at,
                role=role,
                actor=actor,
                reason=reason if choices else "",
                note=tidy(note),
            )
        )
    ProducerOrderTransition.objects.bulk_create(transitions)
    _adjust_stock(order, moving, to)
    _keep_in_step(order, parcels.values())
    if to in LOUD:
        enqueue_email(MOVED, transitions[0].pk)
    if to == CANCELLED:
        tell_sellers_of_cancellation(transitions)


def _adjust_stock(order: Order, moving: Iterable[ProducerOrder], to: str) -> None:
    sellers = [parcel.partner_id for parcel in moving]
    lines = Line.objects.filter(order=order, partner__in=sellers)
    if to == CANCELLED:
        give_back(lines)
    elif to == SHIPPED:
        take_out(lines)


def _keep_in_step(order: Order, parcels: Iterable[ProducerOrder]) -> None:
    """Write the order's own status, where Oscar's screens and reports look for it."""
    before, after = order.status, order_status_from([parcel.status for parcel in parcels])
    if before != after:
        order.status = after.value
        order.save(update_fields=["status"])
        order.status_changes.create(old_status=before, new_status=after.value)


def _refusal(parcel: ProducerOrder, to: str) -> str:
    return _("The parcel of %(seller)s is “%(state)s”, so it cannot become “%(wanted)s”.") % {
        "seller": parcel.seller_name,
        "state": parcel.get_status_display(),
        "wanted": dict(ProducerOrderStatus.choices).get(to, to),
    }
