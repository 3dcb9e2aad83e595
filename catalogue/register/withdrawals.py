"""Rows that say that a certificate was withdrawn or has ended: they lead to a proposal, never to a
certificate."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from catalogue.models.certificate_terms import RevocationGround
from catalogue.register.decision_text import TEXTS_KEPT, read_decision
from catalogue.text import fold

_WORDS = ("thu hoi", "huy bo cong nhan", "huy cong nhan", "bai bo cong nhan")
_DENIED = ("khong", "chua", "khong bi", "chua bi")
#: Folded words that name a ground of QĐ 26/2026 Đ.8.1.
_GROUNDS = (
    (RevocationGround.FORGED_DOSSIER, ("gia mao", "gian doi", "ho so gia")),
    (RevocationGround.MARK_MISUSED, ("nhan hieu chung nhan", "bieu trung", "su dung sai")),
    (
        RevocationGround.PRODUCTION_STOPPED,
        ("ngung san xuat", "dung san xuat", "khong con san xuat"),
    ),
    (RevocationGround.LAW_BROKEN, ("vi pham",)),
    (
        RevocationGround.CRITERIA_LOST,
        ("khong dat", "khong con dap ung", "khong danh gia lai", "khong duy tri", "het han"),
    ),
)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a row says of a withdrawal: the decision, its day and the ground, as far as it says."""

    number: str
    day: date | None
    ground: str
    text: str


def read_withdrawal(*, decision: str, remark: str, stars: str = "") -> Withdrawal | None:
    """Return the withdrawal that the cells of a row speak of, None where they speak of none."""
    return _read_withdrawal(decision, remark, stars)


def is_end(*, decision: str, remark: str, stars: str = "") -> bool:
    """Whether the cells of a row tell of the end of a certificate: withdrawn, or ended without a day."""
    if read_withdrawal(decision=decision, remark=remark, stars=stars) is not None:
        return True
    return read_decision(decision).is_ended


@lru_cache(maxsize=TEXTS_KEPT)
def _read_withdrawal(decision: str, remark: str, stars: str) -> Withdrawal | None:
    cited = read_decision(decision).withdrawal
    texts = [text for text in (decision, remark, stars) if _withdraws(text)]
    if cited is None and not texts:
        return None
    if cited is None or not (cited.number or cited.day):
        cited = read_decision(remark).withdrawal or cited
    said = " · ".join(dict.fromkeys(filter(None, (decision, remark))))
    return Withdrawal(
        number=cited.number if cited else "",
        day=cited.day if cited else None,
        ground=_ground(f"{decision} {remark}"),
        text=said,
    )


def _withdraws(text: str) -> bool:
    folded = f" {fold(text)} "
    return any(
        f" {words} " in folded and not any(f" {no} {words} " in folded for no in _DENIED)
        for words in _WORDS
    )


def _ground(text: str) -> str:
    folded = f" {fold(text)} "
    for ground, phrases in _GROUNDS:
        if any(f" {phrase} " in folded for phrase in phrases):
            return ground
    return ""
