"""The one way to Stripe: its official library without global state, with short waits."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import stripe
from django.conf import settings

#: Seconds to connect and to be answered: a buyer waits before a page.
TIMEOUT = (3.05, 8.0)
#: The library asks again with the same idempotency key after a network fault, 409 or 5xx.
RETRIES = 1


class CardUnavailable(Exception):
    """Stripe gave no answer that can be relied on: nobody knows yet whether it did what was asked."""


class CardRefused(Exception):
    """Stripe refused for good; the message is Stripe's own, without keys."""


def stripe_client() -> stripe.StripeClient:
    """Return a client for the address and key of the settings."""
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_URL)


def is_trial() -> bool:
    """Whether no real money moves: a key for trials, at Stripe or at the stand-in of a laptop."""
    return not settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_"))


@lru_cache(maxsize=4)
def _client(key: str, address: str) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": address},
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=TIMEOUT),
    )


@contextmanager
def answered() -> Iterator[None]:
    """Tell what is unknown from what is refused, whatever the library calls it."""
    try:
        yield
    except (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError) as error:
        raise CardRefused(error.user_message or str(error)) from error
    except stripe.StripeError as error:
        raise CardUnavailable(type(error).__name__) from error
