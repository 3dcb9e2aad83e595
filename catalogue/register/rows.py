"""One row of the register as typed values, and what is wrong with it."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from catalogue.models.producer import ProducerKind
from catalogue.register.classify import GROUPS
from catalogue.register.reading import RegisterLine
from catalogue.text import normalize, tone_key

FIRST_YEAR = 2018
POTENTIAL_FIVE = "tiem_nang_5"
CERTIFIED = frozenset({"3", "4", "5"})
BELOW_THREE = frozenset({"0", "1", "2"})
RATINGS = CERTIFIED | BELOW_THREE | {"", POTENTIAL_FIVE}
PRICE_LIMIT = 2_000_000_000
_SPACES = re.compile(r"\s+")
_DAY = re.compile(
    r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?: 00:00:00)?"
    r"|(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>20\d\d)"
)
_NUMBER = re.compile(r"^\d{1,3}([ .,]\d{3})+$|^\d+$")

#: Column of the file → (field of the register entry, its length).
TEXTS = {
    "product_name": ("product_name", 255),
    "producer_name": ("producer_name", 255),
    "producer_type": ("producer_kind", 20),
    "group": ("group", 30),
    "commune": ("commune", 120),
    "district": ("district", 120),
    "province_at_certification": ("province", 120),
    "stars": ("stars", 20),
    "decision": ("decision", 255),
    "unit": ("unit", 60),
    "source": ("source", 32_768),
    "evidence": ("evidence", 1000),
}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row as it is kept: NFC, one space between words; unreadable numbers and days are None."""

    line: int
    key: str
    product_name: str
    producer_name: str
    producer_kind: str
    group: str
    commune: str
    district: str
    province: str
    stars: str
    certified_year: int | None
    decision: str
    price_vnd: int | None
    unit: str
    source: str
    issued_not_before: date | None
    issued_not_after: date | None
    evidence: str
    is_proven: bool = True


def identity_key(product_name: str, producer_name: str, province: str) -> str:
    """The identity of a product in the register: its name, its producer and its province.

    Letter case, Unicode form and where a tone mark stands make no difference; the marks do.
    """
    names = (product_name, producer_name, province)
    return hashlib.sha256("\n".join(map(tone_key, names)).encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to tell about one line of the file."""

    line: int
    message: str


def parse_line(line: RegisterLine, *, year: int) -> tuple[RegisterRow | None, list[Fault]]:
    """Read one line; `year` is the present one.

    Bad values do not stop a row: it is kept as printed, told about, and not put on sale. A line
    without a product name or with more cells than the header has no known meaning: no row.
    """
    if line.surplus:
        message = _("%(count)s cells too many; put quotation marks around text with a comma")
        return None, [Fault(line.number, message % {"count": line.surplus})]
    faults: list[str] = []
    texts = {}
    for column, (name, limit) in TEXTS.items():
        text = clean(line.cells.get(column, ""))
        if len(text) > limit:
            faults.append(
                _("%(column)s is longer than %(limit)s characters and was cut")
                % {"column": column, "limit": limit}
            )
        texts[name] = text[:limit].rstrip()
    if not texts["product_name"]:
        return None, [Fault(line.number, _("there is no product name; the line was left out"))]
    texts["stars"] = texts["stars"].removesuffix(".0")
    row = RegisterRow(
        line=line.number,
        key=identity_key(texts["product_name"], texts["producer_name"], texts["province"]),
        certified_year=_year(clean(line.cells["certified_year"]), year, faults),
        price_vnd=_price(clean(line.cells["price_vnd"]), faults),
        issued_not_before=_bound(line, "issued_not_before", faults),
        issued_not_after=_bound(line, "issued_not_after", faults),
        **texts,
    )
    if line.missing:
        faults.append(_("%(count)s cells are missing at the end") % {"count": line.missing})
    faults += _bad_words(row)
    return row, [Fault(line.number, message) for message in faults]


def clean(text: str) -> str:
    """Composed text without control characters, one space between words."""
    text = _SPACES.sub(" ", normalize(text))
    return "".join(each for each in text if unicodedata.category(each) not in ("Cc", "Cs")).strip()


def _bad_words(row: RegisterRow) -> list[str]:
    """What the row says that the register has no word for."""
    checks = (
        ("stars", row.stars, RATINGS),
        ("group", row.group, GROUPS),
        ("producer_type", row.producer_kind, {*ProducerKind.values, ""}),
    )
    return [
        _("%(column)s “%(value)s” is unknown; expected %(expected)s")
        % {
            "column": column,
            "value": value,
            "expected": ", ".join(sorted(word for word in known if word)),
        }
        for column, value, known in checks
        if value not in known
    ]


def _year(text: str, present: int, faults: list[str]) -> int | None:
    """A year of the programme, not later than the present one."""
    if not text:
        return None
    digits = text.removesuffix(".0")
    if digits.isascii() and digits.isdigit() and FIRST_YEAR <= int(digits[:9]) <= present:
        return int(digits)
    faults.append(
        _("certified_year “%(value)s” is not a year from %(first)s to %(last)s")
        % {"value": text[:40], "first": FIRST_YEAR, "last": present}
    )
    return None


def _bound(line: RegisterLine, column: str, faults: list[str]) -> date | None:
    """A day as ISO writes it, or as Vietnam does; what is no day of the calendar is told."""
    text = clean(line.cells.get(column, ""))
    if not text:
        return None
    parts = _DAY.fullmatch(text)
    if parts:
        year, month, day = parts["y"] or parts["year"], parts["m"] or parts["month"], parts["d"]
        try:
            return date(int(year), int(month), int(day or parts["day"]))
        except ValueError:
            pass
    faults.append(
        _("%(column)s “%(value)s” is not a day (year-month-day)")
        % {"column": column, "value": text[:40]}
    )
    return None


def _price(text: str, faults: list[str]) -> int | None:
    """Whole đồng; thousands may be grouped."""
    if not text:
        return None
    digits = text.removesuffix(".0")
    if digits.isascii() and _NUMBER.match(digits):
        value = int(re.sub(r"\D", "", digits)[:19])
        if 0 < value <= PRICE_LIMIT:
            return value
    faults.append(_("price_vnd “%(value)s” is not a price in whole đồng") % {"value": text[:40]})
    return None
