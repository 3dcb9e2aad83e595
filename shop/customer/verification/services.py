"""Proving that an e-mail address is one's own, and what an account gains by it."""

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.urls import reverse

from shop.order.models import Order
from shop.users.models import User

SECONDS = 3 * 24 * 3600
_signer = TimestampSigner(salt="shop.customer.verification")


def verification_path(user: User) -> str:
    """Return the path that proves the user's present e-mail address; it lives for three days."""
    token = _signer.sign_object({"user": user.pk, "email": user.email})
    return reverse("customer:verify-confirm", kwargs={"token": token})


def is_valid_token(token: str, user: User) -> bool:
    """Whether a token is ours, young enough, and for this account with its present address."""
    try:
        signed = _signer.unsign_object(token, max_age=SECONDS)
    except BadSignature:
        return False
    return signed == {"user": user.pk, "email": user.email}


@transaction.atomic
def verify_email(user: User) -> int:
    """Note the proof and take in the orders placed with this address as a guest: how many."""
    if not user.has_verified_email:
        user.mark_verified()
        user.save(update_fields=["verified_email", "email_verified_at"])
    return claim_orders(user)


def claim_orders(user: User) -> int:
    """Link orders that a guest placed with the proven address; nothing for one not proven."""
    if not user.has_verified_email:
        return 0
    return Order.objects.filter(user=None, guest_email=user.email).update(user=user)
