"""One row of the register as typed values, and what is wrong with it."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from catalogue.clock import today
from catalogue.models.producer import ProducerKind
from catalogue.register.classify import GROUPS
from catalogue.register.issue_dates import read_issue_dates, read_last_day, read_year
from catalogue.register.printed_dates import Period, year_period
from catalogue.register.product_codes import read_product_code
from catalogue.register.reading import RegisterLine
from catalogue.text import normalize, tone_key

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
    product_code: str = ""
    last_day: date | None = None
    remark: str = ""


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
    issued = _issued(clean(line.cells["certified_year"]), year, faults)
    first = _bound(line, "issued_not_before", faults)
    last = _bound(line, "issued_not_after", faults)
    if issued and issued != year_period(issued.first.year) and not (first or last):
        first, last = issued.first, issued.last
    row = RegisterRow(
        line=line.number,
        key=identity_key(texts["product_name"], texts["producer_name"], texts["province"]),
        certified_year=issued.first.year if issued else None,
        price_vnd=_price(clean(line.cells["price_vnd"]), faults),
        issued_not_before=first,
        issued_not_after=last,
        product_code=_code(clean(line.cells.get("product_code", "")), faults),
        last_day=_last_day(clean(line.cells.get("valid_until", "")), faults),
        remark=_remark(line),
        is_proven=True,
        **texts,
    )
    if line.missing:
        faults.append(_("%(count)s cells are missing at the end") % {"count": line.missing})
    faults += _bad_words(row)
    faults += _doubts(row)
    return row, [Fault(line.number, message) for message in faults]


def clean(text: str) -> str:
    """Composed text without control characters, one space between words."""
    text = _SPACES.sub(" ", normalize(text))
    if text.isprintable():
        return text.strip()
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


def _doubts(row: RegisterRow) -> list[str]:
    """What decision, year, bounds and end leave open, or say against each other."""
    dates = read_issue_dates(
        str(row.certified_year or ""),
        row.decision,
        *(day.isoformat() if day else "" for day in (row.issued_not_before, row.issued_not_after)),
        last_day_text=row.last_day.isoformat() if row.last_day else "",
        on=today(),
    )
    if not row.decision:
        return list(dates.notes)
    return [
        _("decision “%(text)s”: %(note)s") % {"text": row.decision[:80], "note": note}
        for note in dates.notes
    ]


def _issued(text: str, present: int, faults: list[str]) -> Period | None:
    """The days that the column of the year allows; not later than the present year."""
    period, fault = read_year(text, on=date(present, 12, 31))
    faults += [fault] if fault else []
    return period


def _code(text: str, faults: list[str]) -> str:
    """The product code as printed; what is not one is told and left out (QĐ 26/2026 Phụ lục II)."""
    code = read_product_code(text)
    if text and not code:
        faults.append(
            _("product_code “%(value)s” is not a product code of OCOP") % {"value": text[:40]}
        )
    return code


def _remark(line: RegisterLine) -> str:
    """What the row says of its state and beside: a withdrawal stands in either."""
    said = (clean(line.cells.get(column, "")) for column in ("status", "note"))
    return " · ".join(filter(None, said))[:255]


def _last_day(text: str, faults: list[str]) -> date | None:
    day = read_last_day(text)
    if text and day is None:
        faults.append(_("valid_until “%(value)s” is not a date") % {"value": text[:40]})
    return day


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
