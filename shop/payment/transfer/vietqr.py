"""VietQR: the payload that banking apps read (NAPAS QR IBFT, EMVCo merchant-presented), and its picture.

A field is its two-digit tag, its length in two digits, and its value; the last is a checksum.
"""

import io
from dataclasses import dataclass

import segno

from catalogue.text import fold

NAPAS = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
DONG, COUNTRY = "704", "VN"
#: Characters of a purpose that every bank keeps.
PURPOSE_LENGTH = 25
_CHECKSUM = "6304"


@dataclass(frozen=True, slots=True)
class TransferOrder:
    """What a buyer's bank is asked to do: `bank` is the NAPAS number of six digits, whole đồng.

    `purpose` is plain ASCII; amount 0 leaves the sum to the buyer.
    """

    bank: str
    account: str
    amount: int = 0
    purpose: str = ""


def write_payload(order: TransferOrder) -> str:
    """Return the payload. Raises ValueError for what no field can hold."""
    purpose = fold(order.purpose).upper()[:PURPOSE_LENGTH].strip()
    if not purpose.isascii() or not (order.bank + order.account).isascii() or order.amount < 0:
        raise ValueError("a payload holds plain characters and no negative amount")
    beneficiary = _field("00", order.bank) + _field("01", order.account)
    account = _field("00", NAPAS) + _field("01", beneficiary) + _field("02", TO_ACCOUNT)
    fields = [
        _field("00", "01"),
        _field("01", "12" if order.amount else "11"),
        _field("38", account),
        _field("53", DONG),
        _field("54", str(order.amount)) if order.amount else "",
        _field("58", COUNTRY),
        _field("62", _field("08", purpose)) if purpose else "",
        _CHECKSUM,
    ]
    body = "".join(fields)
    return f"{body}{crc16(body.encode()):04X}"


def crc16(data: bytes) -> int:
    """Return CRC-16/CCITT-FALSE: polynomial 0x1021, beginning with 0xFFFF."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _bit in range(8):
            crc = (crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1
        crc &= 0xFFFF
    return crc


def draw_svg(payload: str) -> bytes:
    """Return the code as a picture for pages: dark on white in either colour scheme."""
    out = io.BytesIO()
    _code(payload).save(out, kind="svg", scale=8, border=4, dark="#000", light="#fff")
    return out.getvalue()


def draw_png(payload: str) -> bytes:
    """Return the code as a picture that banking apps take from a phone's photographs."""
    out = io.BytesIO()
    _code(payload).save(out, kind="png", scale=16, border=4)
    return out.getvalue()


def _code(payload: str) -> segno.QRCode:
    return segno.make_qr(payload, error="m")


def _field(tag: str, value: str) -> str:
    if len(value) > 99:
        raise ValueError(f"field {tag} is too long")
    return f"{tag}{len(value):02}{value}"
