"""The report of a day: sums by way of paying, what did not add up, what was put right."""

from collections import defaultdict
from dataclasses import asdict
from datetime import date, datetime, time, timedelta

from django.db.models import Sum

from catalogue.clock import VIETNAM, now
from shop.order.payments.reconciliation.findings import CHUNK, Finding, find_all, read_payments
from shop.order.payments.reconciliation.repairs import repair
from shop.order.payments.reconciliation.surroundings import catch_up, find_around
from shop.payment.methods import METHODS
from shop.payment.models import DailyReport, EntryKind, LedgerEntry, Payment, PaymentStatus

_COLUMNS = {
    EntryKind.RECEIVED: ("received", 1),
    EntryKind.REVERSED: ("received", -1),
    EntryKind.REFUNDED: ("refunded", 1),
    EntryKind.REFUND_FAILED: ("refunded", -1),
    EntryKind.CHARGED_BACK: ("charged_back", 1),
    EntryKind.CHARGEBACK_WON: ("charged_back", -1),
}


def reconcile_daily() -> str:
    """Reconcile, put right what can be, and keep the reports of yesterday and today; for the worker."""
    today = now().date()
    findings, repairs = reconcile()
    for day in (today - timedelta(days=1), today):
        write_report(day, findings, repairs)
    return ""


def reconcile(*, is_check: bool = False) -> tuple[list[Finding], list[str]]:
    """Return what does not add up, and what was put right; with `is_check` nothing is changed."""
    findings = [*find_all(), *find_around()]
    if is_check:
        return findings, []
    told = catch_up()
    done = repair(findings)
    if done:
        findings = [*find_all(), *find_around()]
    return findings, told + done


def write_report(day: date, findings: list[Finding], repairs: list[str]) -> DailyReport:
    """Keep the report of a day in Vietnam; one written before is replaced."""
    report, _created = DailyReport.objects.update_or_create(
        day=day,
        defaults={
            "made_at": now(),
            "sums": sums_of(day),
            "findings": [asdict(finding) for finding in findings],
            "repairs": repairs,
        },
    )
    return report


def sums_of(day: date) -> dict[str, dict[str, int]]:
    """Return by way of paying what came and went that day, and what is outstanding now; đồng."""
    start = datetime.combine(day, time.min, tzinfo=VIETNAM)
    sums: dict[str, dict[str, int]] = {
        method.code: dict.fromkeys(("received", "refunded", "charged_back", "outstanding"), 0)
        for method in METHODS
    }
    entries = LedgerEntry.objects.filter(
        occurred_at__gte=start, occurred_at__lt=start + timedelta(days=1)
    )
    moved = entries.order_by().values_list("method", "kind").annotate(sum=Sum("amount"))
    for method, kind, amount in moved.values_list("method", "kind", "sum"):
        column, sign = _COLUMNS[EntryKind(kind)]
        row = sums.setdefault(method, defaultdict(int))
        row[column] += sign * int(amount)
    for method, amount in _outstanding().items():
        sums.setdefault(method, defaultdict(int))["outstanding"] += amount
    return {method: dict(row) for method, row in sums.items()}


def _outstanding() -> dict[str, int]:
    """What buyers still have to pay, by way of paying."""
    owed: defaultdict[str, int] = defaultdict(int)
    waiting = (PaymentStatus.AWAITING, PaymentStatus.ON_DELIVERY)
    keys = list(Payment.objects.filter(status__in=waiting).values_list("pk", flat=True))
    for at in range(0, len(keys), CHUNK):
        for facts in read_payments(keys[at : at + CHUNK]):
            owed[facts.payment.method] += max(0, facts.amount.due - facts.balance.net)
    return owed
