"""Makes the sizes of photographs that came before the shop made them, or that were lost."""

from typing import Any

from django.core.management.base import BaseCommand

from catalogue.image_renditions import make_missing


class Command(BaseCommand):
    """`manage.py make_pictures`: safe to run at any time, and again."""

    help = "Make missing sizes (AVIF, WebP, JPEG) of photographs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them and say how many."""
        made = sum(1 for _name in make_missing())
        self.stdout.write(f"{made} photographs")
