"""What the bank tells as it happens, in SePay's form: stored as it came, understood by the worker."""

import json
import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse, RawPostDataException
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from catalogue.clock import VIETNAM, now
from shop.payment.models import ProviderEvent
from shop.payment.transfer.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, is_genuine
from shop.payment.transfer.telling import BankTelling, TellingSource, digest

PROVIDER = "bank"
#: Bytes of one message; SePay sends less than one kilobyte.
BODY_LIMIT = 16 * 1024
#: A NUL, or half a surrogate pair: no database keeps them in JSON.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class PayloadRefused(ValueError):
    """The message is signed but tells of no transfer to our account."""


@method_decorator(csrf_exempt, name="dispatch")
class BankWebhookView(View):
    """Takes one signed message in and answers at once; the same one again changes nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> JsonResponse:
        """Answer 200 for what is stored, 400 for a wrong signature or what is no message."""
        body = _body(request)
        genuine = is_genuine(
            body,
            secret=settings.BANK_WEBHOOK_SECRET,
            timestamp=request.headers.get(TIMESTAMP_HEADER, ""),
            signature=request.headers.get(SIGNATURE_HEADER, ""),
        )
        payload = _json(body) if body and genuine else None
        if payload is None:
            return JsonResponse({"success": False}, status=400)
        moment = now()
        ProviderEvent.objects.get_or_create(
            provider=PROVIDER,
            event_id=str(payload.get("id") or digest(body.hex()))[:255],
            defaults={
                "kind": "transfer",
                "payload": payload,
                "received_at": moment,
                "due_at": moment,
            },
        )
        return JsonResponse({"success": True})


def read_event(event: ProviderEvent) -> BankTelling:
    """Return the transfer that a stored message tells of. Raises PayloadRefused."""
    payload = event.payload
    kind, amount = payload.get("transferType"), payload.get("transferAmount")
    if kind not in ("in", "out"):
        raise PayloadRefused("neither in nor out")
    if isinstance(amount, bool) or not isinstance(amount, int) or not 0 < amount < 10**14:
        raise PayloadRefused("no whole amount")
    ours = settings.PAYMENT_BANK["account"]
    if ours not in (str(payload.get("accountNumber")), str(payload.get("subAccount"))):
        raise PayloadRefused("another account")
    return BankTelling(
        source=TellingSource.EVENT,
        key=digest(event.provider, event.event_id),
        is_incoming=kind == "in",
        amount=amount,
        content=str(payload.get("content") or payload.get("description") or "")[:500],
        bank_reference=str(payload.get("referenceCode") or "")[:100],
        booked_at=_moment(str(payload.get("transactionDate") or "")) or event.received_at,
    )


def _body(request: HttpRequest) -> bytes:
    """Return what was sent; nothing of what is too long, or was read as a form by its own account."""
    try:
        return request.body if _length(request) <= BODY_LIMIT else b""
    except RawPostDataException:
        return b""


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return BODY_LIMIT + 1


def _json(body: bytes) -> dict[str, Any] | None:
    try:
        payload = _storable(json.loads(body, parse_constant=_refuse))
    except (ValueError, RecursionError):
        return None
    return payload if isinstance(payload, dict) else None


def _refuse(constant: str) -> None:
    """NaN and Infinity are no JSON (RFC 8259, 6), and no PostgreSQL stores them."""
    raise ValueError(constant)


def _storable(value: Any) -> Any:
    """Senders write into transfers what they like; the money counts all the same."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {_storable(name): _storable(item) for name, item in value.items()}
    return value


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
