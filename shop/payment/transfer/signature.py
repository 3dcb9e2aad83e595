"""The signature of the bank's webhook: SePay's HMAC-SHA256 over "<seconds>.<raw body>"."""

import hmac
from hashlib import sha256

from catalogue.clock import now

TIMESTAMP_HEADER, SIGNATURE_HEADER = "X-SePay-Timestamp", "X-SePay-Signature"
#: Seconds that the sender's clock and ours may be apart; older news is a replay.
TOLERANCE = 300


def sign(body: bytes, *, secret: str, timestamp: str) -> str:
    """Return the value of the header of the signature."""
    signed = timestamp.encode() + b"." + body
    return f"sha256={hmac.new(secret.encode(), signed, sha256).hexdigest()}"


def is_genuine(body: bytes, *, secret: str, timestamp: str, signature: str) -> bool:
    """Whether the bank has sent exactly this, within the last minutes; never without a secret."""
    if not secret or not (timestamp.isascii() and timestamp.isdecimal()) or len(timestamp) > 12:
        return False
    if abs(now().timestamp() - int(timestamp)) > TOLERANCE:
        return False
    expected = sign(body, secret=secret, timestamp=timestamp)
    return hmac.compare_digest(expected.encode(), signature.encode())
