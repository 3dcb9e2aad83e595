"""What every provider of invoices has to do; a suite inherits it and gives `provider`."""

from uuid import uuid4

import pytest

from shop.order.invoices.ports import InvoiceProvider, InvoiceRefused

CONTENT = {
    "form": "1",
    "sign": "K26TTN",
    "number": 7,
    "date": "2026-11-21",
    "kind": "sale",
    "adjusts": None,
    "order": "100001",
    "seller": {"name": "HTX Mật & Ong", "address": "Số 1 <Vĩnh Long>", "tax_code": "0100109106"},
    "buyer": None,
    "payment": "cod",
    "items": [
        {
            "title": "Mật ong rừng",
            "unit": "chai",
            "quantity": 2,
            "price": "92592.50",
            "net": 185_185,
            "rate": "8",
            "tax": 14_815,
            "amount": 200_000,
        }
    ],
    "sums": [{"rate": "8", "net": 185_185, "tax": 14_815}],
    "net": 185_185,
    "tax": 14_815,
    "amount": 200_000,
}


class ProviderContract:
    """Inherit and define the fixture `provider`."""

    def test_an_invoice_gets_a_reference_a_code_and_a_moment(self, provider: InvoiceProvider):
        made = provider.issue(str(uuid4()), CONTENT)
        assert made.reference
        assert made.lookup_code
        assert made.issued_at.tzinfo is not None

    def test_the_same_key_gives_the_same_invoice(self, provider: InvoiceProvider):
        key = str(uuid4())
        assert provider.issue(key, CONTENT) == provider.issue(key, dict(CONTENT))

    def test_another_key_is_another_invoice(self, provider: InvoiceProvider):
        one, two = (provider.issue(str(uuid4()), CONTENT) for _number in range(2))
        assert one.reference != two.reference

    def test_a_key_with_other_words_is_refused(self, provider: InvoiceProvider):
        key = str(uuid4())
        provider.issue(key, CONTENT)
        with pytest.raises(InvoiceRefused):
            provider.issue(key, CONTENT | {"amount": 1})

    def test_what_was_issued_can_be_read(self, provider: InvoiceProvider):
        made = provider.issue(str(uuid4()), CONTENT)
        data = provider.read(made.reference, "pdf")
        assert data is not None
        assert data.startswith(b"%PDF")

    def test_of_what_was_not_issued_there_is_nothing(self, provider: InvoiceProvider):
        assert provider.read("2026/none", "pdf") is None
