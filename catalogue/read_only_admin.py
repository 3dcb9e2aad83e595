"""Screens of Django's admin that show and change nothing."""

from django.db.models import Model
from django.http import HttpRequest


class ReadOnly:
    """A mixin for admins and inlines of what only services may change, with history and e-mails."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Services add."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What a hand types here would have no reason on record."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Records stay (reviews: Luật 19/2023 Đ.39.3; orders: NĐ 248/2026)."""
        return False
