"""manage.py forget_personal_data: takes out of orders what nobody may keep any longer."""

from typing import Any

from django.core.management.base import BaseCommand

from shop.customer.privacy.erasure import forget_due


class Command(BaseCommand):
    """Strip ended orders of erased accounts and orders older than ten years. Run it every day."""

    help = "Take personal data out of orders when the law's time for keeping it is over."

    def handle(self, *args: Any, **options: Any) -> None:
        ended, old = forget_due()
        self.stdout.write(f"{ended} orders of erased accounts, {old} orders older than ten years")
