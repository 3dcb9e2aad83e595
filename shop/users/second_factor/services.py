"""Turning the second factor on and off, and checking a code (RFC 6238, by django-otp).

A code counts once; wrong ones make the next try wait. Recovery codes rest as keyed hashes.
"""

import base64
import re
import secrets
from urllib.parse import quote, urlencode

import segno
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from shop.users.models import User
from shop.users.throttling import Limit

#: Tries of codes of one account, wherever it is asked.
CODES = Limit("second-factor", tries=10, seconds=900)
RECOVERY_CODES = 10
#: No letter or digit that is mistaken for another.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_HALF = 5


def has_second_factor(user: User) -> bool:
    """Whether signing in asks for a code."""
    return TOTPDevice.objects.filter(user=user.pk, confirmed=True).exists()


@transaction.atomic
def begin_setup(*, user: User) -> TOTPDevice:
    """Return the secret that an app is to learn; looking at the page twice keeps it."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    waiting = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return waiting or TOTPDevice.objects.create(user=user, name="totp", confirmed=False)


@transaction.atomic
def confirm_setup(*, user: User, code: str) -> list[str] | None:
    """Turn it on if the app knows the secret, and return the recovery codes; else None."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token(_digits(code)):
        return None
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return renew_recovery_codes(user=user)


@transaction.atomic
def renew_recovery_codes(*, user: User) -> list[str]:
    """Make new recovery codes and void the ones before; nothing but the answer holds them."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [_new_code() for _number in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=_hash(code))
    return codes


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes have not been used."""
    device = StaticDevice.objects.filter(user=user.pk).first()
    return device.token_set.count() if device else 0


@transaction.atomic
def check_code(*, user: User, code: str) -> bool:
    """Whether a code of the app or a recovery code fits; either counts once."""
    digits = _digits(code)
    if re.fullmatch(r"[0-9]{6}", digits):
        devices = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True)
        return any(device.verify_token(digits) for device in devices)
    recovery = StaticDevice.objects.select_for_update().filter(user=user).first()
    return recovery is not None and recovery.verify_token(_hash(code))


@transaction.atomic
def turn_off(*, user: User) -> None:
    """Forget secret and recovery codes."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def secret_text(device: TOTPDevice) -> str:
    """Return the secret as it is typed into an app, in groups of four."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def secret_url(device: TOTPDevice, *, issuer: str, name: str) -> str:
    """Return the secret as apps read it (otpauth)."""
    secret = secret_text(device).replace(" ", "")
    label = quote(f"{issuer}:{name}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}"


def qr_svg(url: str) -> str:
    """Return a QR code as SVG with attributes alone: the page's policy allows no style."""
    return segno.make_qr(url, error="m").svg_inline(scale=5, border=4, light="#ffffff")


def _digits(code: str) -> str:
    return re.sub(r"\s", "", code)


def _new_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _letter in range(2 * _HALF))
    return f"{letters[:_HALF]}-{letters[_HALF:]}"


def _hash(code: str) -> str:
    letters = re.sub(r"[^A-Z0-9]", "", code.upper())
    return salted_hmac("shop.customer.recovery", letters, algorithm="sha256").hexdigest()[:16]
