"""What an invoice says stays, whoever comes by another way than ours."""

import pytest
from django.db import DatabaseError, connection, transaction

from shop.order.invoices.models import ITEM_TABLE
from shop.order.models import EInvoiceItem
from tests.invoice_makers import hand_over

pytestmark = pytest.mark.django_db


def test_the_database_refuses_to_change_a_line_of_an_invoice(order):
    ITEM_TABLE.guard(connection)
    hand_over(order)
    with pytest.raises(DatabaseError), transaction.atomic():
        EInvoiceItem.objects.update(amount=1)
