"""What an invoice says (NĐ 254/2026 Đ.10): frozen with its number, in Vietnamese, as plain JSON."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from catalogue.clock import VIETNAM
from shop.order.invoices.models import series_sign
from shop.order.models import (
    EInvoice,
    EInvoiceItem,
    EInvoiceKind,
    OrderSubmission,
    ProducerOrder,
)
from shop.partner.tax import AppliedRate, TaxedAmount, sum_by_rate
from shop.partner.tax_rates import TaxClass

#: Forms of invoice: 1 with VAT, 2 of sellers who charge none (hoá đơn bán hàng).
VAT_FORM, SALES_FORM = "1", "2"


def make_content(
    invoice: EInvoice, *, year: int, number: int, numbered_at: datetime
) -> dict[str, Any]:
    """Return what an invoice says with that number; the caller has fetched what it reads."""
    producer_order = invoice.producer_order
    items = list(invoice.items.all())
    sums = sum_by_rate(map(_taxed, items))
    adjusts = invoice.adjusts
    return {
        "form": SALES_FORM if _is_untaxed(items) else VAT_FORM,
        "sign": series_sign(year),
        "number": number,
        "date": numbered_at.astimezone(VIETNAM).date().isoformat(),
        "kind": invoice.kind,
        "adjusts": _quoted(adjusts) if adjusts is not None else None,
        "order": producer_order.order.number,
        "seller": seller_of(producer_order),
        "buyer": _buyer(producer_order.order.submission),
        "payment": producer_order.order.submission.payment_code,
        "items": [_item(item) for item in items],
        "sums": [{"rate": _rate(row.rate), "net": row.net, "tax": row.tax} for row in sums],
        "net": sum(row.net for row in sums),
        "tax": sum(row.tax for row in sums),
        "amount": sum(row.amount for row in sums),
    }


def seller_of(producer_order: ProducerOrder) -> dict[str, str]:
    """Return name, address and tax code of who sold; what nobody entered is empty."""
    producer = producer_order.producer
    return {
        "name": producer_order.seller_name,
        "address": producer.address if producer else "",
        "tax_code": producer.tax_code if producer else "",
    }


def _buyer(submission: OrderSubmission) -> dict[str, str] | None:
    """Whom an invoice names: who asked for it, else nobody (NĐ 254/2026 Đ.10.4)."""
    if not submission.invoice_tax_code:
        return None
    return {
        "name": submission.invoice_company,
        "address": submission.invoice_address,
        "tax_code": submission.invoice_tax_code,
        "email": submission.invoice_email,
    }


def _item(item: EInvoiceItem) -> dict[str, Any]:
    taxed = _taxed(item)
    return {
        "title": item.title,
        "unit": item.unit,
        "quantity": item.quantity,
        "price": f"{Decimal(taxed.net) / item.quantity:.2f}" if item.quantity else "",
        "net": taxed.net,
        "rate": _rate(taxed.rate),
        "tax": taxed.tax,
        "amount": taxed.amount,
    }


def _rate(rate: AppliedRate) -> str:
    """Return a rate as invoices have it: 8, or KCT (not taxed), or KKKNT (the seller charges none)."""
    if rate.percent is not None:
        return f"{rate.percent.normalize():f}"
    return "KKKNT" if rate.tax_class == TaxClass.NOT_CHARGED else "KCT"


def _quoted(invoice: EInvoice) -> dict[str, Any]:
    content = invoice.content or {}
    return {key: content.get(key) for key in ("form", "sign", "number", "date")}


def _taxed(item: EInvoiceItem) -> TaxedAmount:
    rate = AppliedRate(item.tax_class, item.tax_percent)
    return TaxedAmount(rate, int(item.amount), int(item.tax))


def _is_untaxed(items: Iterable[EInvoiceItem]) -> bool:
    return all(item.tax_class == TaxClass.NOT_CHARGED for item in items)


def is_adjustment(content: Mapping[str, Any]) -> bool:
    """Whether an invoice adjusts an earlier one."""
    return content["kind"] == EInvoiceKind.ADJUSTMENT
