"""What the worker does with the bank's news: messages as they come, and statement files.

Each transfer is a transaction of its own: a worker that is killed goes on where it was, and what is
told again changes nothing.
"""

import logging
from collections import Counter
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.clock import now
from catalogue.due_moments import due_condition
from catalogue.register.exceptions import RegisterFileError
from shop.order.payments.transfers.taking import line_of, take_transfer, without_order
from shop.payment.models import (
    BankLayout,
    BankLine,
    BankStatement,
    EventOutcome,
    ProviderEvent,
    StatementState,
)
from shop.payment.transfer.columns import ColumnsUnclear, are_enough
from shop.payment.transfer.statement_rows import StatementTable, read_statement
from shop.payment.transfer.telling import BankTelling
from shop.payment.transfer.webhook import PROVIDER, PayloadRefused, read_event

#: Messages at one turn; rows of a statement between two looks at what is known.
BATCH, ROWS = 100, 200
#: For how long a statement belongs to the worker that took it, from one count of rows to the next.
LEASE = timedelta(minutes=3)
#: The longest pause before a message is tried again.
LONGEST = timedelta(hours=1)
#: Tries of a message or a file before it is left to a person.
MOST_TRIES = 5

logger = logging.getLogger(__name__)


def process_waiting() -> None:
    """Apply the messages that are due, then one statement."""
    apply_events()
    waiting = BankStatement.objects.filter(_free(), state=StatementState.RECEIVED)
    statement = waiting.order_by("pk").first()
    if statement is not None:
        apply_statement(statement=statement)


def apply_events() -> int:
    """Apply the bank's messages that are due, in any order; return how many were done."""
    due = ProviderEvent.objects.filter(
        due_condition("due_at", LONGEST), provider=PROVIDER, outcome=EventOutcome.PENDING
    )
    return sum(_apply_event(key) for key in list(due.values_list("pk", flat=True)[:BATCH]))


def _apply_event(key: int) -> bool:
    """Apply one message, unless another worker has it; trouble puts it off, longer each time."""
    try:
        with transaction.atomic():
            rows = ProviderEvent.objects.select_for_update(skip_locked=True, of=("self",))
            event = rows.filter(pk=key, outcome=EventOutcome.PENDING).first()
            if event is None:
                return False
            try:
                _line, created = take_transfer(telling=read_event(event), event=event)
                event.outcome = EventOutcome.APPLIED if created else EventOutcome.IGNORED
            except PayloadRefused as refusal:
                event.outcome, event.problem = EventOutcome.REFUSED, str(refusal)[:300]
            event.processed_at = now()
            event.save(update_fields=["outcome", "problem", "processed_at"])
        return True
    except Exception as error:
        logger.exception("bank message %s failed", key)
        _put_off(key, error)
        return False


def _put_off(key: int, error: Exception) -> None:
    event = ProviderEvent.objects.get(pk=key)
    event.attempts += 1
    event.problem = repr(error)[:300]
    event.due_at = now() + min(LONGEST, timedelta(seconds=5 * 4**event.attempts))
    if event.attempts >= MOST_TRIES:
        event.outcome = EventOutcome.REFUSED
    event.save(update_fields=["attempts", "problem", "due_at", "outcome"])


def apply_statement(*, statement: BankStatement) -> None:
    """Read a statement and take its transfers; a file that cannot be used is told why."""
    rows = BankStatement.objects.filter(pk=statement.pk, state=StatementState.RECEIVED)
    if statement.attempts >= MOST_TRIES:
        rows.update(state=StatementState.FAILED, error=_unusable())
        return
    taken = {"attempts": F("attempts") + 1, "held_until": now() + LEASE}
    if not rows.filter(_free()).update(**taken):
        return
    try:
        with statement.file.open() as file:
            table = read_statement(file.read(), remembered_layouts())
    except ColumnsUnclear:
        rows.update(state=StatementState.FAILED, error=_no_columns())
        return
    except RegisterFileError as error:
        rows.update(state=StatementState.FAILED, error=str(error)[:500])
        return
    understood = [
        [number, heading, column]
        for number, (heading, column) in enumerate(
            zip(table.headings, table.columns, strict=True), start=1
        )
    ]
    rows.update(understood=understood, total=len(table.rows), done=0, error="")
    if not are_enough(table.columns):
        rows.update(state=StatementState.FAILED, error=_no_columns())
        return
    counts = _take_rows(statement, table)
    rows.update(state=StatementState.APPLIED, counts=counts, done=len(table.rows))


def _free() -> Q:
    """Statements that no worker is at: one that was killed holds its file no longer than LEASE."""
    return due_condition("held_until", LEASE)


def _take_rows(statement: BankStatement, table: StatementTable) -> dict[str, int]:
    counts: Counter[str] = Counter()
    done = 0
    rows = table.tellings()
    while tellings := list(islice(rows, ROWS)):
        untold = _untold(tellings, counts)
        plain = without_order(untold)
        lines = BankLine.objects.bulk_create(
            [line_of(telling, statement=statement) for telling in plain]
        )
        counts.update(line.outcome for line in lines)
        taken = set(plain)
        for telling in untold:
            if telling in taken:
                continue
            line, created = take_transfer(telling=telling, statement=statement)
            counts[line.outcome if created else "known"] += 1
        done += len(tellings)
        BankStatement.objects.filter(pk=statement.pk).update(done=done, held_until=now() + LEASE)
    if table.unreadable:
        counts["unreadable"] = len(table.unreadable)
    return dict(counts)


def _untold(tellings: list[BankTelling], counts: Counter[str]) -> list[BankTelling]:
    """Leave out, at one query, what an earlier statement has told."""
    keys = [telling.key for telling in tellings]
    known = set(
        BankLine.objects.filter(statement_key__in=keys).values_list("statement_key", flat=True)
    )
    counts["known"] += len(known)
    return [telling for telling in tellings if telling.key not in known]


def remembered_layouts() -> dict[str, dict[str, str]]:
    """Return what people have said of banks' columns, by the signature of the headings."""
    return dict(BankLayout.objects.values_list("signature", "columns"))


def _no_columns() -> str:
    with translation.override("vi"):
        return _(
            "We do not see which columns hold the day, the content and the amount. Please say it."
        )


def _unusable() -> str:
    with translation.override("vi"):
        return _("The file could not be worked through. Please save it as CSV and send it again.")
