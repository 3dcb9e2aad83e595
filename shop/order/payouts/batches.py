"""Batches of payouts: made of what can be paid, agreed to, begun, sent one by one, or undone.

A batch is locked before its sellers. What is owed is counted under the lock of the seller, and a
seller stands in one open transfer at most: two people never pay the same money.
"""

from collections.abc import Collection
from datetime import datetime, time
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from catalogue.clock import VIETNAM, now, present_day
from shop.notices.events import MONEY_SENT
from shop.notices.posting import NoticeSubject, post_notices
from shop.order.exceptions import PayoutRefused
from shop.order.statements.statement import read_owed
from shop.partner.models import Partner
from shop.payment.ledger import LedgerMismatch
from shop.payment.models import (
    PayoutBatch,
    PayoutItem,
    PayoutItemStatus,
    PayoutStatus,
    PayoutTransition,
    SellerAccount,
)
from shop.payment.seller_payouts import record_payout
from shop.users.models import User
from theme.formats import dong

#: Transfers of one batch: what a person checks line by line, and a bank takes as one file.
MOST_ITEMS = 200


@transaction.atomic
def make_batch(*, partners: Collection[int], by: User, submission: UUID) -> PayoutBatch:
    """Make a batch of what can be paid to these sellers now; the same submission gives the first one's.

    Agreed to at once where the sum does not want two people. Raises PayoutRefused where a seller has
    nothing to get, no account in force, or stands in another batch.
    """
    sellers = _lock_sellers(partners)
    earlier = PayoutBatch.objects.filter(submission=submission).first()
    if earlier is not None:
        return earlier
    if not sellers:
        raise PayoutRefused(_("Please choose whom to pay."))
    if len(sellers) > MOST_ITEMS:
        raise PayoutRefused(_("At most %(most)d sellers at a time.") % {"most": MOST_ITEMS})
    owed = read_owed([seller.pk for seller in sellers])
    _refuse_unpayable(sellers, {key: amounts.payable for key, amounts in owed.items()})
    total = sum(owed[seller.pk].payable for seller in sellers)
    batch = PayoutBatch.objects.create(
        submission=submission,
        made_by=by,
        made_at=now(),
        needs_second=total + _alone_today(by) >= settings.PAYOUT_FOUR_EYES,
    )
    for seller in sellers:
        PayoutItem.objects.create(batch=batch, partner=seller, amount=owed[seller.pk].payable)
    _note(batch, before="", actor=by)
    if not batch.needs_second:
        _move(batch, PayoutStatus.APPROVED, by, _("below the sum that wants two people"))
    return batch


@transaction.atomic
def approve_batch(*, batch: PayoutBatch, by: User) -> bool:
    """Agree to a batch that somebody else made; False when it is agreed to already."""
    batch = _lock_batch(batch)
    if batch.status in (PayoutStatus.APPROVED, PayoutStatus.SENDING, PayoutStatus.DONE):
        return False
    if batch.status != PayoutStatus.PROPOSED:
        raise PayoutRefused(_("This batch was undone."))
    if batch.made_by_id == by.pk:
        raise PayoutRefused(_("You made it yourself; another person has to agree."))
    batch.approved_by, batch.approved_at = by, now()
    _move(batch, PayoutStatus.APPROVED, by)
    return True


@transaction.atomic
def begin_batch(*, batch: PayoutBatch, by: User) -> bool:
    """Read the accounts in force and begin to send; False when it has begun.

    Counts anew what can be paid: goods may have come back since. Raises PayoutRefused where one
    transfer has become too much or has no account any more; that one is to be taken out first.
    """
    batch = _lock_batch(batch)
    if batch.status in (PayoutStatus.SENDING, PayoutStatus.DONE):
        return False
    if batch.status != PayoutStatus.APPROVED:
        raise PayoutRefused(_("This batch is not agreed to."))
    items = list(batch.items.open().order_by("partner_id"))
    sellers = _lock_sellers([item.partner_id for item in items])
    owed = read_owed([seller.pk for seller in sellers])
    accounts = accounts_in_force(owed)
    for item in items:
        seller = next(row for row in sellers if row.pk == item.partner_id)
        if owed[seller.pk].payable < item.amount:
            facts = {"name": seller.name, "amount": dong(owed[seller.pk].payable)}
            raise PayoutRefused(
                _("%(name)s is owed only %(amount)s by now. Please take the transfer out.") % facts
            )
        if seller.pk not in accounts:
            raise PayoutRefused(
                _("%(name)s has no account any more. Please take the transfer out.")
                % {"name": seller.name}
            )
        item.account = accounts[seller.pk]
        item.save(update_fields=["account"])
    _move(batch, PayoutStatus.SENDING, by)
    return True


@transaction.atomic
def record_sent(*, item: PayoutItem, reference: str, by: User) -> bool:
    """Write down that one transfer has gone, with the bank's number; False when that stood there.

    It is paid then: the statement has it, the seller gets an e-mail. Raises PayoutRefused for a
    number of other money, and for another number than the one that stands there.
    """
    batch = _lock_batch(item.batch)
    item = batch.items.select_related("payout", "partner").get(pk=item.pk)
    number = "".join(reference.split())
    if item.payout is not None:
        if item.payout.reference == number:
            return False
        raise PayoutRefused(
            _(
                "%(name)s: it was sent already, with the number %(number)s. If yours is another "
                "transfer, the money has gone twice."
            )
            % {"name": item.partner.name, "number": item.payout.reference}
        )
    if batch.status != PayoutStatus.SENDING or item.status != PayoutItemStatus.OPEN:
        raise PayoutRefused(_("%(name)s: this is not to be sent.") % {"name": item.partner.name})
    if not number:
        raise PayoutRefused(_("Please enter the bank's number of the transfer."))
    taken = PayoutRefused(
        _("The number %(number)s belongs to another payout already.") % {"number": number}
    )
    try:
        payout = record_payout(
            partner=item.partner, amount=int(item.amount), reference=number, by=by
        )
    except LedgerMismatch as error:
        raise taken from error
    if hasattr(payout, "item"):
        raise taken
    item.payout, item.status = payout, PayoutItemStatus.SENT
    item.save(update_fields=["payout", "status"])
    facts = {"amount": dong(int(item.amount))}
    post_notices(MONEY_SENT, [NoticeSubject(item.partner_id, payout.pk, facts)])
    _finish(batch, by)
    return True


@transaction.atomic
def drop_item(*, item: PayoutItem, by: User, why: str) -> bool:
    """Take one transfer out before it is sent: the money is owed again; False when it is out already."""
    batch = _lock_batch(item.batch)
    item = batch.items.select_related("partner").get(pk=item.pk)
    if item.status == PayoutItemStatus.DROPPED:
        return False
    _refuse_gone(item)
    if not why.strip():
        raise PayoutRefused(_("Please say why."))
    item.status = PayoutItemStatus.DROPPED
    item.save(update_fields=["status"])
    _note(batch, before=batch.status, actor=by, reason=f"{item.partner.name}: {why}")
    _finish(batch, by)
    return True


@transaction.atomic
def undo_batch(*, batch: PayoutBatch, by: User, why: str) -> bool:
    """Undo a batch of which nothing has been sent; False when it is undone already."""
    batch = _lock_batch(batch)
    if batch.status == PayoutStatus.UNDONE:
        return False
    for item in batch.items.all():
        _refuse_gone(item)
    if not why.strip():
        raise PayoutRefused(_("Please say why."))
    batch.items.open().update(status=PayoutItemStatus.DROPPED)
    _move(batch, PayoutStatus.UNDONE, by, why)
    return True


def accounts_in_force(partners: Collection[int]) -> dict[int, SellerAccount]:
    """Return seller → the account that money goes to now."""
    rows = SellerAccount.objects.in_force().filter(partner__in=partners)
    accounts: dict[int, SellerAccount] = {}
    for account in rows:  # the one that counts first
        accounts.setdefault(account.partner_id, account)
    return accounts


def _lock_sellers(partners: Collection[int]) -> list[Partner]:
    rows = Partner.objects.select_for_update(no_key=True).filter(pk__in=partners)
    return list(rows.order_by("pk"))


def _lock_batch(batch: PayoutBatch) -> PayoutBatch:
    return PayoutBatch.objects.select_for_update().get(pk=batch.pk)


def _refuse_unpayable(sellers: list[Partner], payable: dict[int, int]) -> None:
    accounts = accounts_in_force(payable)
    rows = PayoutItem.objects.open().filter(partner__in=payable)
    waiting = dict(rows.values_list("partner", "batch"))
    for seller in sellers:
        facts = {"name": seller.name, "batch": waiting.get(seller.pk)}
        if seller.pk in waiting:
            raise PayoutRefused(_("%(name)s stands in batch %(batch)s already.") % facts)
        if payable[seller.pk] <= 0:
            raise PayoutRefused(_("%(name)s has nothing to get now.") % facts)
        if seller.pk not in accounts:
            raise PayoutRefused(_("%(name)s has no account that money can go to.") % facts)


def _refuse_gone(item: PayoutItem) -> None:
    if item.status == PayoutItemStatus.SENT:
        raise PayoutRefused(_("It has been sent; that cannot be undone."))


def _alone_today(by: User) -> int:
    """Return what is on its way since midnight in Vietnam on this person's word alone."""
    since = datetime.combine(present_day(), time.min, tzinfo=VIETNAM)
    items = PayoutItem.objects.exclude(status=PayoutItemStatus.DROPPED)
    alone = items.filter(batch__made_by=by, batch__approved_by=None, batch__made_at__gte=since)
    return int(alone.aggregate(sum=Sum("amount"))["sum"] or 0)


def _finish(batch: PayoutBatch, by: User) -> None:
    """Close a batch of which nothing is open any more."""
    if batch.items.open().exists():
        return
    is_sent = batch.items.filter(status=PayoutItemStatus.SENT).exists()
    _move(batch, PayoutStatus.DONE if is_sent else PayoutStatus.UNDONE, by)


def _move(batch: PayoutBatch, to: PayoutStatus, actor: User, reason: str = "") -> None:
    before, batch.status = batch.status, to
    batch.save()
    _note(batch, before=before, actor=actor, reason=reason)


def _note(batch: PayoutBatch, *, before: str, actor: User, reason: str = "") -> None:
    PayoutTransition.objects.create(
        batch=batch,
        before=before,
        after=batch.status,
        at=now(),
        reason=reason[:300],
        actor=actor,
    )
