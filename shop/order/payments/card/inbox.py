"""Messages of Stripe: stored once and answered at once; the worker applies them, in any order."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from catalogue.clock import now
from catalogue.due_moments import due_condition
from shop.order.payments.card.messages import CardNews, read_news, settle_news
from shop.order.payments.card.outcomes import DoesNotFit
from shop.payment.card.client import CardRefused, CardUnavailable
from shop.payment.card.events import KINDS, CardEvent, events_since
from shop.payment.ledger import LedgerMismatch
from shop.payment.models import EventOutcome, ProviderEvent

PROVIDER = "stripe"
#: Messages taken at one turn of the worker, so many of them together.
BATCH, AT_ONCE = 100, 20
#: Questions to Stripe at one moment: each takes as long as the way there and back. It allows a hundred
#: a second, in trials twenty-five.
ASKERS = 10
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
    done = 0
    while done < BATCH:
        events = _take()
        if not events:
            break
        trouble = _apply(events)
        if trouble:
            return trouble
        done += len(events)
    return ""


@transaction.atomic
def _take() -> list[ProviderEvent]:
    """Take some messages that nobody else has, and write their next time down.

    Whoever is killed meanwhile leaves them to a later turn.
    """
    moment = now()
    due = ProviderEvent.objects.filter(
        due_condition("due_at", LONGEST), provider=PROVIDER, outcome=EventOutcome.PENDING
    ).order_by("due_at", "pk")
    events = list(due.select_for_update(skip_locked=True)[:AT_ONCE])
    for tries in {event.attempts for event in events}:
        rows = ProviderEvent.objects.filter(
            pk__in=[event.pk for event in events if event.attempts == tries]
        )
        wait = min(FIRST_TRY * 2 ** min(tries, 10), LONGEST)
        rows.update(due_at=moment + wait, attempts=min(tries + 1, 30_000))
    return events


def _apply(events: list[ProviderEvent]) -> str:
    """Ask Stripe about these messages at once, and apply each as soon as its turn is answered.

    Return the trouble.
    """
    with ThreadPoolExecutor(ASKERS) as askers:
        readings = [askers.submit(read_news, event.kind, event.payload) for event in events]
        return _settle(events, readings)


def _settle(events: list[ProviderEvent], readings: list[Future[list[CardNews]]]) -> str:
    trouble = ""
    outcomes: dict[EventOutcome, list[int]] = {
        EventOutcome.APPLIED: [],
        EventOutcome.IGNORED: [],
    }
    for event, reading in zip(events, readings, strict=True):
        try:
            news = reading.result()
            for each in news:
                settle_news(each)
            outcomes[EventOutcome.APPLIED if news else EventOutcome.IGNORED].append(event.pk)
        except CardUnavailable as error:
            trouble = str(error) or type(error).__name__
            _note(event, str(error))
        except (DoesNotFit, CardRefused, LedgerMismatch) as refusal:
            _finish([event.pk], EventOutcome.REFUSED, str(refusal))
            logger.warning("payment event %s (%s) refused: %s", event.event_id, event.kind, refusal)
        except Exception as error:
            _note(event, type(error).__name__)
            logger.exception("payment event %s (%s) failed", event.event_id, event.kind)
    for outcome, done in outcomes.items():
        _finish(done, outcome)
    return trouble


def retry_events(events: QuerySet[ProviderEvent]) -> int:
    """Make refused or waiting messages due at once; return how many."""
    rows = events.filter(outcome__in=[EventOutcome.REFUSED, EventOutcome.PENDING])
    return rows.update(outcome=EventOutcome.PENDING, due_at=now(), problem="", processed_at=None)


def _note(event: ProviderEvent, problem: str) -> None:
    ProviderEvent.objects.filter(pk=event.pk).update(problem=problem[:300])


def _finish(events: list[int], outcome: EventOutcome, problem: str = "") -> None:
    if events:
        rows = ProviderEvent.objects.filter(pk__in=events)
        rows.update(outcome=outcome, problem=problem[:300], processed_at=now())
