"""Issuing what was written down: number and words first, then the provider, in the worker.

A process may be killed between any two steps. The number is in the database before anybody is
asked, the provider knows each invoice by its key, and the next turn asks again.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.clock import now, today
from catalogue.due_moments import due_condition, is_due
from shop.mail.outbox import enqueue_email
from shop.order.emails.invoice import INVOICE_ISSUED, invoice_recipient
from shop.order.invoices.content import make_content, seller_of
from shop.order.invoices.models import EInvoiceQuerySet
from shop.order.invoices.ports import (
    InvoiceProvider,
    InvoiceProviderDown,
    InvoiceRefused,
    ProviderInvoice,
    invoice_provider,
)
from shop.order.invoices.services import LANGUAGE
from shop.order.models import EInvoice, EInvoiceSeries, EInvoiceStatus

#: Invoices begun at one turn of the worker.
BATCH = 20
#: How long one try has; the next one waits twice as long, up to six hours.
FIRST_TRY, LONGEST = timedelta(minutes=1), timedelta(hours=6)

logger = logging.getLogger(__name__)


def issue_due() -> str:
    """Issue what is due; return the trouble, if any. Safe in several workers and after a kill."""
    provider = invoice_provider()
    if provider is None:
        return ""
    trouble = ""
    for invoice in due_invoices().order_by("pk")[:BATCH]:
        trouble = issue_invoice(invoice=invoice, provider=provider) or trouble
    return trouble


def due_invoices() -> QuerySet[EInvoice]:
    """Return what may be tried now; an adjustment waits until what it adjusts is issued."""
    first = Q(adjusts__isnull=True) | Q(adjusts__status=EInvoiceStatus.ISSUED)
    is_time = due_condition("due_at", LONGEST)
    return EInvoice.objects.open().filter(first, is_time)


def issue_invoice(*, invoice: EInvoice, provider: InvoiceProvider) -> str:
    """Have one invoice issued; return the trouble of the provider, if any. Not in a transaction."""
    try:
        numbered = begin_issuing(invoice=invoice, provider=provider)
        if numbered is None:
            return ""
        outcome = provider.issue(str(numbered.key), numbered.content or {})
    except InvoiceProviderDown as error:
        return _record_trouble(invoice, str(error) or type(error).__name__)
    except InvoiceRefused as error:
        _record_trouble(invoice, str(error))
        return ""
    complete_invoice(invoice=numbered, provider=provider, outcome=outcome)
    return ""


@transaction.atomic
def begin_issuing(*, invoice: EInvoice, provider: InvoiceProvider) -> EInvoice | None:
    """Take an invoice for one try, with its number and words; None when it is not its time.

    Raises InvoiceRefused, with no number taken, where the seller's facts do not do.
    """
    invoice = _locked(invoice)
    moment = now()
    if invoice.status == EInvoiceStatus.ISSUED:
        return None
    if not is_due(invoice.due_at, LONGEST):
        return None
    if invoice.status == EInvoiceStatus.WAITING:
        _check_seller(invoice, provider)
        year = today().year
        number = take_number(partner=invoice.partner_id, year=year)
        with translation.override(LANGUAGE):
            content = make_content(invoice, year=year, number=number, numbered_at=moment)
        invoice.year, invoice.number, invoice.content = year, number, content
        invoice.status = EInvoiceStatus.NUMBERED
    _postpone(invoice)
    invoice.save()
    return invoice


def take_number(*, partner: int, year: int) -> int:
    """Return the next number of a seller's year; without a gap, for it goes back with the transaction."""
    rows = EInvoiceSeries.objects.filter(partner=partner, year=year)
    if not rows.update(last_number=F("last_number") + 1):
        new = EInvoiceSeries(partner_id=partner, year=year)
        EInvoiceSeries.objects.bulk_create([new], ignore_conflicts=True)
        rows.update(last_number=F("last_number") + 1)
    return rows.get().last_number


@transaction.atomic
def complete_invoice(
    *, invoice: EInvoice, provider: InvoiceProvider, outcome: ProviderInvoice
) -> bool:
    """Write down what the provider made of an invoice, and mail it; False when it stood there."""
    invoice = _locked(invoice)
    if invoice.status == EInvoiceStatus.ISSUED:
        return False
    invoice.status, invoice.error, invoice.due_at = EInvoiceStatus.ISSUED, "", None
    invoice.provider, invoice.provider_reference = provider.name, outcome.reference
    invoice.lookup_code, invoice.issued_at = outcome.lookup_code, outcome.issued_at
    invoice.save()
    if invoice_recipient(invoice.producer_order.order):
        enqueue_email(INVOICE_ISSUED, invoice.pk)
    return True


@transaction.atomic
def retry_invoices(invoices: EInvoiceQuerySet) -> int:
    """Let the worker try these at once; return how many wait."""
    return invoices.open().update(due_at=None, tries=0)


@transaction.atomic
def _record_trouble(invoice: EInvoice, trouble: str) -> str:
    """Keep what went wrong and wait; return it. An invoice that was issued meanwhile stays."""
    invoice = _locked(invoice)
    if invoice.status == EInvoiceStatus.ISSUED:
        return ""
    if invoice.status == EInvoiceStatus.WAITING:
        _postpone(invoice)
    invoice.error = trouble[:300]
    invoice.save(update_fields=["error", "due_at", "tries"])
    logger.warning("invoice %s waits: %s", invoice.pk, trouble)
    return trouble


def _locked(invoice: EInvoice) -> EInvoice:
    rows = EInvoice.objects.select_for_update(of=("self",)).select_related(
        *("adjusts", "partner", "producer_order__producer"),
        *("producer_order__order__submission", "producer_order__order__user"),
    )
    return rows.get(pk=invoice.pk)


def _postpone(invoice: EInvoice) -> None:
    invoice.due_at = now() + min(FIRST_TRY * 2 ** min(invoice.tries, 10), LONGEST)
    invoice.tries = min(invoice.tries + 1, 30_000)


def _check_seller(invoice: EInvoice, provider: InvoiceProvider) -> None:
    """A lawful invoice names who sells (NĐ 254/2026 Đ.10); a trial one may say what is missing."""
    if provider.is_trial:
        return
    facts = seller_of(invoice.producer_order)
    if not facts["address"] or not facts["tax_code"]:
        raise InvoiceRefused(
            _("The seller's address or tax code is missing: please enter it with the producer.")
        )
