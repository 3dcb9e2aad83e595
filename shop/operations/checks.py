"""What `check --deploy` requires of a shop, besides what Django requires."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def seller_is_named(app_configs: object, **options: Any) -> list[CheckMessage]:
    """Return an error where facts about the seller are missing (NĐ 248/2026 Đ.4)."""
    missing = [f"SELLER_{key.upper()}" for key, fact in settings.OCOP_SELLER.items() if not fact]
    if not missing:
        return []
    return [
        Error(
            "The law wants every page to name the seller, and these facts are empty: "
            + ", ".join(missing),
            hint="Set them in the environment; docs/operations.md describes each.",
            id="shop.E001",
        )
    ]
