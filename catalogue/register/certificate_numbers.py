"""A product code or the number of a decision in what people type, with or without marks and signs."""

import re
from typing import NamedTuple

from catalogue.models import Certificate, RegisterEntry
from catalogue.register.decision_text import read_decision
from catalogue.register.printed_dates import plain
from catalogue.register.product_codes import read_product_code
from catalogue.text import fold

_JOINT = r"(?:\s*[-–—.]\s*|\s+)"
_CODE = re.compile(
    rf"(?<![\w-])\d{{2}}{_JOINT}(?:\d{{3}}{_JOINT})?\d{{5}}{_JOINT}\d+{_JOINT}20\d{{2}}(?![\w-])"
)
#: Who signs, in the short words of decision numbers: what a blank may join to one.
_SIGNERS = (
    r"(?:ubnd|ub|bnn|bnnmt|bnn&ptnt|ptnt|vp[đd]p|hc|ttg|bct|byt|snn|snnmt|snnptnt|sct|xd|nn|vx|kt)"
)
_DECISION = re.compile(
    rf"(?<![\w/])(?P<serial>\d{{1,5}}[a-z]?)(?:\s*/\s*|\s+)(?:20\d{{2}}\s*/\s*)?q[đd]"
    rf"(?:\s*[-–—]\s*[^\W\d_]+|\s+{_SIGNERS}(?!\w))*(?!\w)",
    re.IGNORECASE,
)
#: Words that people put before a number; they say nothing more.
_LEAD = re.compile(
    r"(?:(?:quyết định|quyet dinh|mã sản phẩm|ma san pham|mã số|ma so|mã|số|qđ|qd|so|ma)\s*:?\s*)+$",
    re.IGNORECASE,
)


class CertificateNumber(NamedTuple):
    """A number as words ("377 qd bnn vpdp"), its code if it is one, and the text around it."""

    folded: str
    code: str
    before: str
    after: str


def read_certificate_number(text: str) -> CertificateNumber | None:
    """Return the code or the decision number that a text names, None where it names none."""
    if not any(letter.isdigit() for letter in text):
        return None
    text = plain(text)
    match = _CODE.search(text)
    code = read_product_code(match[0]) if match else ""
    match = match if code else _DECISION.search(text)
    if match is None:
        return None
    before = _LEAD.sub("", text[: match.start()])
    return CertificateNumber(fold(match[0]), code, before, text[match.end() :])


def products_of_number(asked: CertificateNumber) -> set[int]:
    """Return products with a certificate of that code or decision, whatever became of it."""
    verified = Certificate.objects.ever_verified().order_by()
    if asked.code:
        entries = RegisterEntry.objects.filter(product_code=asked.code).exclude(product=None)
        return {
            *verified.filter(code=asked.code).values_list("product_id", flat=True),
            *entries.order_by().values_list("product_id", flat=True),
        }
    serial = asked.folded.partition(" ")[0]
    numbers = verified.filter(decision_number__startswith=serial)
    return {
        product_id
        for product_id, number in numbers.values_list("product_id", "decision_number")
        if _begins(fold(number), asked.folded)
    }


def entries_of_number(asked: CertificateNumber) -> set[int]:
    """Return register entries whose row prints that code or decision."""
    if asked.code:
        entries = RegisterEntry.objects.filter(product_code=asked.code)
        return set(entries.order_by().values_list("pk", flat=True))
    serial = asked.folded.partition(" ")[0]
    entries = RegisterEntry.objects.filter(decision__contains=serial).order_by()
    return {
        pk
        for pk, text in entries.values_list("pk", "decision")
        if _begins(fold(read_decision(text).number), asked.folded)
        or f" {asked.folded} " in f" {fold(text)} "
    }


def _begins(number: str, asked: str) -> bool:
    """Whether a number is the one asked for, or begins with it word by word."""
    return f"{number} ".startswith(f"{asked} ")
