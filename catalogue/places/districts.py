"""Districts (huyện, quận, thị xã, thành phố thuộc tỉnh): gone since 1/7/2025, alive in addresses.

Two files tell what the former communes do not: which kind each of the 696 last districts was, and
which districts had been dissolved into others before (Quận 2 and Quận 9 into Thủ Đức, 2021).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from catalogue.reference.files import read

#: Towns whose name comes from another language, and the initials that people of a place write for
#: its towns and urban districts. Each is one of several meanings, so it is proposed, never taken.
_OTHER_SPELLINGS = {
    "Buôn Ma Thuột": ("BMT", "Ban Mê Thuột", "Buôn Mê Thuột", "Ban Ma Thuột"),
    "Pleiku": ("Plei Ku", "Plây Cu", "Plây Ku"),
    "Bà Rịa": ("BR",),
    "Bắc Từ Liêm": ("BTL",),
    "Biên Hòa": ("BH",),
    "Bình Thạnh": ("BT", "B Thạnh"),
    "Cầu Giấy": ("CG",),
    "Đà Lạt": ("ĐL", "DL"),
    "Đống Đa": ("ĐĐ",),
    "Gò Vấp": ("GV",),
    "Hà Đông": ("HĐ",),
    "Hai Bà Trưng": ("HBT",),
    "Hoàn Kiếm": ("HK",),
    "Hoàng Mai": ("HM",),
    "Long Biên": ("LB",),
    "Nam Từ Liêm": ("NTL",),
    "Nha Trang": ("NT",),
    "Phú Nhuận": ("PN",),
    "Quy Nhơn": ("QN",),
    "Tân Bình": ("TB",),
    "Thanh Xuân": ("T Xuân",),
    "Thủ Đức": ("TĐ",),
    "Thủ Dầu Một": ("TDM",),
    "Vũng Tàu": ("VT",),
}
_KIND_IN_BRACKETS = re.compile(r"^(?P<name>.+) \((?P<kind>[^)]+)\)$")


@dataclass(frozen=True, slots=True)
class EarlierDistrict:
    """A district dissolved before the reform, by the codes of its communes that lived on."""

    name: str
    kind: str
    former_province_code: str
    former_communes: frozenset[str]


@cache
def district_kinds() -> dict[str, str]:
    """Return the kind of each district by its code: quan, huyen, thi_xa or thanh_pho."""
    return {row["code"]: row["kind"] for row in read("former_districts.csv")}


@cache
def earlier_districts() -> tuple[EarlierDistrict, ...]:
    """Return the districts dissolved from 2020 to 2024, read once a process."""
    return tuple(_earlier())


def _earlier() -> Iterator[EarlierDistrict]:
    for row in read("earlier_districts.csv"):
        codes = frozenset(row["former_communes"].split(";"))
        yield EarlierDistrict(row["name_vi"], row["kind"], row["former_province_code"], codes)


def written_name(name: str) -> str:
    """Return a former name as people write it: "Cai Lậy (Thị xã)" becomes "Thị xã Cai Lậy"."""
    return _KIND_IN_BRACKETS.sub(r"\g<kind> \g<name>", name)


def bare_name(name: str) -> str:
    """Return a former name without the kind that tells two of one name apart."""
    return _KIND_IN_BRACKETS.sub(r"\g<name>", name)


def other_spellings(name: str) -> tuple[str, ...]:
    """Return how a place is written besides its official name."""
    return _OTHER_SPELLINGS.get(name, ())
