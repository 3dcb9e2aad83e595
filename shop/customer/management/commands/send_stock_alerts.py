"""manage.py send_stock_alerts: writes to those who wait for goods that are back."""

from typing import Any

from django.core.management.base import BaseCommand

from shop.customer.alerts.services import notify_back_in_stock


class Command(BaseCommand):
    """Write one e-mail a product and address, and close the reminders. Run it every few minutes."""

    help = "Write to everybody who waits for a product that can be bought again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{notify_back_in_stock()} e-mails queued")
