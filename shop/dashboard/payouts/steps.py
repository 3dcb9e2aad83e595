"""The step of a batch that a button stands for, and what is said of it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shop.dashboard.payouts.forms import PayoutStep
from shop.order.exceptions import PayoutRefused
from shop.order.payouts.batches import (
    approve_batch,
    begin_batch,
    drop_item,
    record_sent,
    undo_batch,
)
from shop.payment.models import PayoutBatch
from shop.users.models import User


def take_step(
    batch: PayoutBatch, data: dict[str, Any], numbers: Mapping[int, str], by: User
) -> tuple[str, list[str]]:
    """Return what was done, and what was refused; `numbers` are the bank's, by transfer."""
    step = PayoutStep(data["step"])
    if step == PayoutStep.SENT:
        return _record_all(batch, data["number"], numbers, by)
    try:
        if step == PayoutStep.APPROVE:
            approve_batch(batch=batch, by=by)
            return _("The batch is agreed to."), []
        if step == PayoutStep.BEGIN:
            begin_batch(batch=batch, by=by)
            return _("It is yours to send; enter the bank's numbers when it has gone."), []
        if step == PayoutStep.UNDO:
            undo_batch(batch=batch, by=by, why=data["why"])
            return _("The batch is undone; the money is owed again."), []
        item = batch.items.filter(pk=data["item"]).first()
        if item is None:
            raise PayoutRefused(_("Please choose the transfer."))
        drop_item(item=item, by=by, why=data["why"])
        return _("The transfer is taken out; the money is owed again."), []
    except PayoutRefused as refusal:
        return "", [refusal.message]


def _record_all(
    batch: PayoutBatch, shared: str, numbers: Mapping[int, str], by: User
) -> tuple[str, list[str]]:
    """Record each transfer for itself: what is wrong with one keeps no other back."""
    sent, problems = 0, []
    for item in batch.items.select_related("batch", "account"):
        number = numbers.get(item.pk, "")
        if not number and shared and item.may_be_sent:
            number = f"{shared}-{item.pk}"
        if not number:
            continue
        try:
            record_sent(item=item, reference=number, by=by)
            sent += 1
        except PayoutRefused as refusal:
            problems.append(refusal.message)
    if not sent and not problems:
        problems.append(_("Please enter the bank's number of the transfer."))
    text = ngettext(
        "%(n)d transfer stands in the books; its seller gets an e-mail.",
        "%(n)d transfers stand in the books; their sellers get an e-mail.",
        sent,
    )
    return (text % {"n": sent} if sent else ""), problems
