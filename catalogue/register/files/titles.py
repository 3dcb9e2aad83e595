"""What stands above a table: the decision it is an annex of, its province, its year, its rank."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.register.files.values import day, known_province, plain, stars_within
from catalogue.text import fold

_DECISION = re.compile(
    r"(?:quyết\s+định|QĐ)\s*(?:số)?\s*[:.]?\s*(?P<number>\d{1,5}[a-z]?\s*/\s*(?:\d{4}\s*/\s*)?"
    r"Q[ĐD]\s*[-–]\s*[^\s,;()]+)(?P<rest>[^()]*)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"ngày\s*(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})",
    re.IGNORECASE,
)
_SIGNER = re.compile(
    r"của\s+(?:UBND|Ủy ban nhân dân|Chủ tịch UBND)\s+((?:huyện|quận|thị xã)\s+[^,;()]{2,40})",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"quyết\s+định\s+số\s*[:.]?\s*[….\s_]*/\s*Q[ĐD]", re.IGNORECASE)
_PROVINCE = re.compile(r"(?:\btỉnh|\bthành phố|\bTP\.?)\s+([^\d,;()\n–:-]{2,40})", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:được\s+)?(?:công nhận|phân hạng|đạt chứng nhận|chứng nhận)(?:\s+\w+){0,8}?\s+(?:đợt\s+\w+\s*[,/-]?\s*)?"
    r"năm\s+(20\d{2})(?!\s*[-–]\s*\d)",
    re.IGNORECASE,
)
#: A decision after these words is what the list rests on, or what it asks for, and not its own.
_NOT_ITS_OWN = re.compile(
    r"\b(?:can cu|thuc hien|trien khai|ke hoach|to trinh|bao cao|cong van|de nghi|sua doi|thay the|thu hoi)\b"
)
_PROPOSAL = re.compile(r"\b(?:danh sach|san pham)\b.*\b(?:de nghi|de xuat|dang ky|du kien)\b")
_PERIOD = re.compile(r"\b(?:giai đoạn|đến năm|đến hết năm|từ năm|tính đến|lũy kế)\b", re.IGNORECASE)


@dataclass
class Title:
    """What the lines above a table say of all its rows; empty where they say nothing or too much."""

    decision: str = ""
    province: str = ""
    year: str = ""
    stars: str = ""
    is_draft: bool = False
    is_proposal: bool = False


def read_title(lines: Iterable[str], *, sheet: str = "") -> Title:
    """Read title lines, and the sheet's name for its rank ("5 sao")."""
    texts = [plain(line) for line in lines]
    whole = "\n".join(texts)
    is_proposal = any(_PROPOSAL.search(fold(text)) for text in texts)
    no_year = is_proposal or _PERIOD.search(whole)
    return Title(
        decision="" if is_proposal else decision_of(whole),
        province=_province(texts),
        year="" if no_year else _only(_YEAR.findall(whole)),
        stars=_only(filter(None, map(stars_within, [*texts, sheet]))),
        is_draft=bool(_DRAFT.search(whole)),
        is_proposal=is_proposal,
    )


def decision_of(text: str) -> str:
    """The one decision that a text names with its number and day, as the register prints it."""
    found = set()
    for match in _DECISION.finditer(text):
        before = text[: match.start()].rpartition("\n")[2]
        if _NOT_ITS_OWN.search(fold(before)):
            continue
        rest = match["rest"].split("\n")[0]
        number = re.sub(r"\s+", "", match["number"]).rstrip(".")
        dated = _DAY.search(rest)
        signed = day(dated[1]) if dated else None
        if signed is None or number.upper().endswith("TTG"):
            continue
        signer = _SIGNER.search(rest)
        words = f" {signer[1].strip()}" if signer else ""
        found.add(f"{number}{words} ({signed:%d/%m/%Y})")
    return found.pop() if len(found) == 1 else ""


def _province(texts: list[str]) -> str:
    """The province that the lines name with its kind, and no other: "TP Hạ Long" is none."""
    found = set()
    for text in texts:
        for name in _PROVINCE.findall(text):
            words = name.split()
            starts = (" ".join(words[:length]) for length in range(min(5, len(words)), 0, -1))
            found.add(next(filter(None, map(known_province, starts)), ""))
    return _only(found - {""})


def _only(values: Iterable[str]) -> str:
    found = set(values)
    return found.pop() if len(found) == 1 else ""
