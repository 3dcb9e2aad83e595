"""Who turns an invoice into a lawful one: what a provider has to do, and which one is set up.

A provider is asked again with the same key whenever its answer was lost; the same key always gives
the same invoice. tests/shop/order/invoices/provider_contract.py holds every provider to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

#: What an invoice says, as EInvoice.content holds it.
Content = Mapping[str, Any]


@dataclass(frozen=True)
class ProviderInvoice:
    """What a provider made of an invoice: its own name for it, and a code for the buyer to look it up."""

    reference: str
    lookup_code: str
    issued_at: datetime


class InvoiceProviderDown(Exception):
    """The provider does not answer, or cannot just now: asked again later."""


class InvoiceRefused(Exception):
    """The provider, or we before asking it, found a fault that a person has to mend."""


class InvoiceProvider(Protocol):
    """Issues invoices. `is_trial` says that what it issues has no legal force."""

    name: str
    is_trial: bool

    def issue(self, key: str, content: Content) -> ProviderInvoice:
        """Issue it, or return what was issued with that key; raises the two exceptions above.

        Content that differs from what the key was issued with is refused.
        """

    def read(self, reference: str, kind: str) -> bytes | None:
        """Return an issued invoice as `pdf` or `xml`; None where there is none."""


def invoice_provider() -> InvoiceProvider | None:
    """Return the provider of the settings, or None where invoices only wait."""
    path = settings.INVOICE_PROVIDER
    return import_string(path)() if path else None
