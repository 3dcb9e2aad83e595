"""One file sent by two hands in one moment, on PostgreSQL: it is kept once, and nobody gets an error."""

import pytest
from django.core.files.base import ContentFile

from shop.order.models import CourierRemittance
from shop.order.payments.transfers.statements import receive_statement
from shop.order.remittances.services import read_remittance
from shop.payment.models import BankStatement
from tests import makers
from tests.shop.order.test_races import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HANDS = 4


def test_a_couriers_file_is_read_once():
    data = "Mã đơn hàng;Tiền thu hộ\n100001;150.000\n".encode()
    hand = lambda: read_remittance(courier="GHN", name="x.csv", data=data, by=None).pk  # noqa: E731
    assert len(set(together(*[hand] * HANDS))) == 1
    assert CourierRemittance.objects.get().lines.count() == 1


def test_a_statement_is_kept_once(settings, tmp_path):
    by = makers.user()
    settings.PRIVATE_ROOT = tmp_path

    def hand() -> int:
        file = ContentFile("Ngày;Ghi có\n".encode(), name="sao-ke.csv")
        return receive_statement(file=file, name="sao-ke.csv", by=by)[0].pk

    assert len(set(together(*[hand] * HANDS))) == 1
    statement = BankStatement.objects.get()
    assert statement.file.storage.exists(str(statement.file.name))
