"""Every e-mail about one certificate, as people read it, while the clock runs to its end and beyond."""

from datetime import timedelta
from pathlib import Path

import pytest

from catalogue.models import Product
from catalogue.renewals.services import confirm_extension, record_renewal
from tests import makers
from tests.shop.dashboard.renewals.test_emails import END, certificate, maker, on, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
__all__ = ["certificate", "maker", "people"]

#: What was read by a person; a change of wording is read again and put here.
READ = Path(__file__).with_name("year_of_a_certificate.txt")
READERS = ("chu-the@example.vn", "quan-ly@example.vn")
LIMIT = END + timedelta(days=180)


def told(clock, day) -> str:
    """What a day brings: whether it is on sale, and each e-mail to whom it concerns."""
    emails = [email for email in on(clock, day) if email.to[0] in READERS]
    shown = "trong cửa hàng" if Product.objects.for_sale().exists() else "không bán"
    texts = [f"{'=' * 20} {day:%d/%m/%Y}, {shown}"]
    for email in emails:
        lines = [line.rstrip() for line in email.body.strip().splitlines() if line.strip()]
        texts.append("\n".join([f"--- {email.to[0]}: {email.subject}", *lines]))
    return "\n".join(texts)


def test_each_email_of_the_year_reads_as_it_should(clock, certificate):
    days = [END - timedelta(days=number) for number in (181, 180, 120, 60, 30)]
    texts = [told(clock, day) for day in days]
    handed_in = END - timedelta(days=10)
    clock.move_to(handed_in)
    renewal = record_renewal(
        certificate=certificate,
        handed_in_on=handed_in,
        receipt_number="12/BN",
        by=makers.user(),
    )
    texts.append(told(clock, END))
    confirm_extension(renewal=renewal, by=makers.user())
    after = (END + timedelta(days=1), LIMIT - timedelta(days=30), LIMIT, LIMIT + timedelta(days=1))
    texts += [told(clock, day) for day in after]
    assert "\n\n".join(texts) == READ.read_text(encoding="utf-8").strip()
