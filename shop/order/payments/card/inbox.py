"""Messages of Stripe: stored once and answered at once; the worker applies them, in any order."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from catalogue.clock import now
from shop.order.payments.card.messages import apply_message
from shop.order.payments.card.outcomes import DoesNotFit
from shop.payment.card.client import CardRefused, CardUnavailable
from shop.payment.card.events import KINDS, CardEvent, events_since
from shop.payment.ledger import LedgerMismatch
from shop.payment.models import EventOutcome, ProviderEvent

PROVIDER = "stripe"
#: Messages taken at one turn of the worker.
BATCH = 100
#: How long one try has; the next one waits twice as long, up to an hour.
FIRST_TRY, LONGEST = timedelta(seconds=30), timedelta(hours=1)
#: How far back Stripe is asked for messages that never came; it keeps them for 30 days.
LOOKS_BACK = timedelta(days=3)

logger = logging.getLogger(__name__)


def store_event(event: CardEvent) -> bool:
    """Write a message down for the worker; False when it stands there already."""
    return bool(store_events([event]))


def store_events(events: list[CardEvent]) -> int:
    """Write messages down for the worker, each once; return how many are new."""
    moment = now()
    known = set(
        ProviderEvent.objects.filter(
            provider=PROVIDER, event_id__in=[event.reference for event in events]
        ).values_list("event_id", flat=True)
    )
    rows = [
        ProviderEvent(
            provider=PROVIDER,
            event_id=event.reference,
            kind=event.kind,
            payload=event.facts,
            received_at=moment,
            outcome=EventOutcome.PENDING if event.kind in KINDS else EventOutcome.IGNORED,
            due_at=moment,
        )
        for event in events
        if event.reference not in known
    ]
    ProviderEvent.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def fetch_missed_events() -> int:
    """Ask Stripe for the messages of the last days and store those that never came; return how many."""
    if not settings.STRIPE_SECRET_KEY:
        return 0
    return store_events(list(events_since(now() - LOOKS_BACK)))


def process_due() -> str:
    """Apply the messages that are due; return the trouble, if any. Safe in several workers."""
    trouble = ""
    due = ProviderEvent.objects.filter(
        provider=PROVIDER, outcome=EventOutcome.PENDING, due_at__lte=now()
    )
    for pk in list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:BATCH]):
        trouble = process_event(pk) or trouble
        if trouble:
            break
    return trouble


def process_event(pk: int) -> str:
    """Apply one message if nobody else does; return the trouble, if any.

    Its next time is written down first: whoever is killed meanwhile leaves it to a later turn.
    """
    event = _take(pk)
    if event is None:
        return ""
    try:
        applied = apply_message(event.kind, event.payload)
    except CardUnavailable as error:
        ProviderEvent.objects.filter(pk=pk).update(problem=str(error)[:300])
        return str(error) or type(error).__name__
    except (DoesNotFit, CardRefused, LedgerMismatch) as refusal:
        _finish(pk, EventOutcome.REFUSED, str(refusal))
        logger.warning("payment event %s (%s) refused: %s", event.event_id, event.kind, refusal)
        return ""
    except Exception as error:
        ProviderEvent.objects.filter(pk=pk).update(problem=type(error).__name__)
        logger.exception("payment event %s (%s) failed", event.event_id, event.kind)
        return ""
    _finish(pk, EventOutcome.APPLIED if applied else EventOutcome.IGNORED)
    return ""


def retry_events(events: QuerySet[ProviderEvent]) -> int:
    """Make refused or waiting messages due at once; return how many."""
    rows = events.filter(outcome__in=[EventOutcome.REFUSED, EventOutcome.PENDING])
    return rows.update(outcome=EventOutcome.PENDING, due_at=now(), problem="", processed_at=None)


@transaction.atomic
def _take(pk: int) -> ProviderEvent | None:
    rows = ProviderEvent.objects.select_for_update(skip_locked=True)
    event = rows.filter(pk=pk, outcome=EventOutcome.PENDING, due_at__lte=now()).first()
    if event is None:
        return None
    event.due_at = now() + min(FIRST_TRY * 2 ** min(event.attempts, 10), LONGEST)
    event.attempts = min(event.attempts + 1, 30_000)
    event.save(update_fields=["due_at", "attempts"])
    return event


def _finish(pk: int, outcome: EventOutcome, problem: str = "") -> None:
    rows = ProviderEvent.objects.filter(pk=pk)
    rows.update(outcome=outcome, problem=problem[:300], processed_at=now())
