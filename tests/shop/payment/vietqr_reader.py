"""Reads a VietQR payload as a banking app does, to compare with what was meant."""

from collections.abc import Iterator

from shop.payment.transfer.vietqr import DONG, NAPAS, TransferOrder, crc16

_CHECKSUM = "6304"


class InvalidPayload(ValueError):
    """The text is no VietQR payload, or was altered on the way."""


def read_payload(text: str) -> TransferOrder:
    """Return what a payload asks for, in whatever order its fields stand. Raises InvalidPayload."""
    if not text.isascii() or text[-8:-4] != _CHECKSUM:
        raise InvalidPayload("no checksum")
    if f"{crc16(text[:-4].encode()):04X}" != text[-4:]:
        raise InvalidPayload("wrong checksum")
    fields = dict(_fields(text))
    account = dict(_fields(fields.get("38", "")))
    beneficiary = dict(_fields(account.get("01", "")))
    if account.get("00") != NAPAS or "01" not in beneficiary or fields.get("53") != DONG:
        raise InvalidPayload("no transfer in đồng")
    amount = fields.get("54", "0")
    if not amount.isdecimal():
        raise InvalidPayload("no whole amount")
    purpose = dict(_fields(fields.get("62", ""))).get("08", "")
    return TransferOrder(beneficiary.get("00", ""), beneficiary["01"], int(amount), purpose)


def _fields(text: str) -> Iterator[tuple[str, str]]:
    while text:
        tag, length = text[:2], text[2:4]
        if not (tag + length).isdecimal() or len(text) < 4 + int(length):
            raise InvalidPayload("a field breaks off")
        end = 4 + int(length)
        yield tag, text[4:end]
        text = text[end:]
