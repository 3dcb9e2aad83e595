"""The transfers of a batch as a table that banks take: one row each, whole đồng, plain words."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from shop.payment.banks import bank_name
from shop.payment.models import PayoutBatch, PayoutItem, PayoutStatus


def items_to_send(batch: PayoutBatch) -> list[PayoutItem]:
    """Return what is to be sent of a batch: nothing before it has begun, nothing to a stopped account."""
    if batch.status != PayoutStatus.SENDING:
        return []
    rows = batch.items.open().select_related("account", "partner")
    return [item for item in rows if item.may_be_sent]


def bank_rows(items: Iterable[PayoutItem]) -> Iterator[list[Any]]:
    """Return the headings, then a row for each transfer; the account is text, for its zeros in front."""
    yield [
        *(_("No."), _("Account number"), _("Account holder"), _("Bank (NAPAS number)"), _("Bank")),
        *(_("Amount"), _("Words of the transfer")),
    ]
    for number, item in enumerate(items, start=1):
        account = item.account
        if account is not None:
            yield [
                *(number, account.account, account.holder, account.bank_bin),
                *(bank_name(account.bank_bin), int(item.amount), item.words),
            ]
