"""What `check --deploy` requires of a shop, besides what Django requires."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

STRIPE_ADDRESS = "https://api.stripe.com"


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


def cards_are_set_up(app_configs: object, **options: Any) -> list[CheckMessage]:
    """Return an error where cards could be charged without hearing of it, or not at Stripe at all."""
    errors: list[CheckMessage] = []
    if settings.STRIPE_SECRET_KEY and not settings.STRIPE_WEBHOOK_SECRET:
        errors.append(
            Error(
                "STRIPE_SECRET_KEY is set without STRIPE_WEBHOOK_SECRET: no payment would be noticed.",
                hint="Set up the webhook at Stripe; docs/operations.md says how.",
                id="shop.E002",
            )
        )
    if settings.STRIPE_SECRET_KEY and settings.STRIPE_API_URL != STRIPE_ADDRESS:
        errors.append(
            Error(
                "STRIPE_API_URL is not Stripe's: cards would be charged by a stand-in.",
                hint="Leave STRIPE_API_URL empty on a server.",
                id="shop.E003",
            )
        )
    return errors
