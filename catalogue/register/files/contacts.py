"""A producer with address and telephone in one cell: the name stays, the rest is not published.

Contact data of people is no part of a register of products (Law 91/2025/QH15).
"""

import re
from dataclasses import dataclass

from catalogue.register.files.values import place, plain

_PHONE = r"(?<![\d/])(?:\(?\+?84\)?|0)[\s.-]?\d(?:[\s.-]?\d){7,9}(?![\d/])"
#: Where an address or a contact begins, after a comma or the like; marks tell "bản" from "bán".
_BEGINS = re.compile(
    r"(?:địa chỉ|đ/c|đc|địa điểm|trụ sở|thôn|xóm|ấp|bản(?! sắc)|làng(?! nghề)|buôn|tiểu khu|tdp|"
    r"tổ dân phố|tổ \d|khu \d|khu phố|khu vực|khu công nghiệp|kp|khối \d|khóm|số nhà|số \d|"
    r"(?:số )?\d[\w/]*,? (?:đường|phố)|ngõ|ngách|hẻm|quốc lộ|ql|tỉnh lộ|phường|p\.|xã(?! hội)|"
    r"thị trấn|tt\.|huyện|quận|thị xã|tx|thành phố|tp|tỉnh|đặc khu|km ?\d|"
    r"điện thoại|đt|sđt|sdt|tel|di động|dđ|hotline|liên hệ|email|e-mail|website|zalo|fanpage|"
    r"mst|mã số thuế|người đại diện|đại diện|giám đốc|chủ hộ|chủ cơ sở|chủ nhiệm|ông|bà)(?!\w)"
)
#: The same without marks, for texts that have none; only what can be nothing else.
_BEGINS_PLAIN = re.compile(
    r"(?:dia chi|thon|xom|to \d|khu \d|khu pho|so nha|so \d|phuong|thi tran|huyen|thi xa|"
    r"thanh pho|tinh|dien thoai|dt|sdt|tel|hotline|email|mst|dai dien|giam doc)\b"
)
_SEPARATOR = re.compile(r"\s*[\n\r;]\s*|\s*,\s+|,|\s+[-–—]\s+|\s*\(|\)")
_CONTACT_WORD = re.compile(
    r"[\s,.;:(–-]*\b(?:đt|sđt|sdt|điện thoại|tel|di động|hotline|đc|đ/c|địa chỉ|mst|email)\s*[:.].*",
    re.IGNORECASE | re.DOTALL,
)
_PHONE_TAIL = re.compile(
    rf"[\s,.;:(–-]*(?:\b(?:đt|sđt|tel|điện thoại)\b[\s.:]*)?{_PHONE}.*", re.I | re.S
)
_COMMUNE = re.compile(
    r"(?<!tác )\b((?i:xã|phường|thị trấn|đặc khu|p\.|x\.|tt\.)\s*[^\W_a-zà-ỹ][^,;\n()–-]{0,40})"
)


@dataclass(frozen=True, slots=True)
class ProducerCell:
    """The name of a producer, the commune that its address names, and whether anything was cut."""

    name: str
    commune: str = ""
    has_contact: bool = False


def producer_cell(text: str) -> ProducerCell:
    """Take a cell apart: the name is what stands before the first piece of an address or contact."""
    name = text
    at = 0
    for separator in _SEPARATOR.finditer(text):
        rest = text[separator.end() :]
        if at == 0 and separator.start() == 0:
            continue
        at = separator.end()
        if _begins_address(rest[:40]):
            name = text[: separator.start()]
            break
    for tail in (_CONTACT_WORD, _PHONE_TAIL):
        shorter = tail.sub("", name)
        name = shorter if shorter.strip() else name
    name = plain(name).strip(" ,;:–-")
    if not name or plain(text) == name:
        return ProducerCell(plain(text))
    return ProducerCell(name, commune_of(text[len(name) :]), has_contact=True)


def _begins_address(rest: str) -> bool:
    printed = plain(rest).lower()
    known = _BEGINS_PLAIN if printed.isascii() else _BEGINS
    return bool(known.match(printed) or re.match(_PHONE, rest))


def commune_of(address: str) -> str:
    """The commune that an address names with its kind, where it names one."""
    found = {plain(match).strip(" .") for match in _COMMUNE.findall(address)}
    return place(found.pop()) if len(found) == 1 else ""


def has_phone(text: str) -> bool:
    """Whether a telephone number stands in the text."""
    return bool(re.search(_PHONE, text))
