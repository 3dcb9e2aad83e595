"""The demonstration's bank: sends the signed message that a bank would send. Never in production."""

import json
from urllib.request import Request, urlopen
from uuid import uuid4

from django.conf import settings
from django.urls import reverse

from catalogue.clock import now
from shop.payment.transfer.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign

#: Seconds until the made bank gives up.
TIMEOUT = 10


def is_simulated() -> bool:
    """Whether the bank is made up: BANK_SIMULATION, which only the laptop's settings switch on."""
    return bool(settings.BANK_SIMULATION and settings.BANK_WEBHOOK_SECRET)


def send_simulated_transfer(*, amount: int, reference: str, port: str, host: str) -> None:
    """Tell this server's webhook, over HTTP on this machine, of a transfer that never was.

    Raises OSError where the server does not answer, RuntimeError outside the demonstration.
    """
    if not is_simulated():
        raise RuntimeError("no transfer is simulated here")
    moment = now()
    body = json.dumps(
        {
            "id": uuid4().int >> 80,
            "gateway": settings.PAYMENT_BANK["name"],
            "transactionDate": f"{moment:%Y-%m-%d %H:%M:%S}",
            "accountNumber": settings.PAYMENT_BANK["account"],
            "content": f"MBVCB.{moment:%H%M%S}.{reference.lower()}.CT tu 0123456789 (thu nghiem)",
            "transferType": "in",
            "transferAmount": amount,
            "referenceCode": f"THU{uuid4().hex[:10].upper()}",
        }
    ).encode()
    stamp = str(int(moment.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "Host": host,
        TIMESTAMP_HEADER: stamp,
        SIGNATURE_HEADER: sign(body, secret=settings.BANK_WEBHOOK_SECRET, timestamp=stamp),
    }
    url = f"http://127.0.0.1:{int(port)}{reverse('bank-webhook')}"
    with urlopen(Request(url, body, headers), timeout=TIMEOUT):
        return
