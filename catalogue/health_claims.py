"""Words by which goods are sold like medicine, which the law forbids to whoever sells food.

Sources: NĐ 15/2018 Đ.27 and NĐ 87/2026 Đ.71 (food may not be said to heal, nor to replace medicine);
the advertising law, as amended by 75/2025/QH15, says the same. The sentence that the law itself
wants ("… không có tác dụng thay thế thuốc chữa bệnh") is no claim.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils.translation import gettext as _

from catalogue.text import fold, normalize, tone_key

#: Whole phrases that say that something heals.
CURES = (
    *("chữa khỏi", "chữa bệnh", "chữa dứt", "chữa lành", "chữa trị", "chữa ung thư"),
    *("khỏi bệnh", "khỏi hẳn", "hết bệnh", "dứt bệnh", "dứt điểm", "trị dứt", "trị tận gốc"),
    *("trị bệnh", "đặc trị", "điều trị", "thay thuốc", "thay thế thuốc", "thần dược"),
)
#: What "trị …" and "chữa …" are said to be good for; "trị giá" is money.
AILMENTS = (
    *("ung thư", "tiểu đường", "huyết áp", "mỡ máu", "dạ dày", "đại tràng", "xương khớp", "gout"),
    *("mất ngủ", "viêm", "ho", "đau", "tim mạch", "đột quỵ", "gan", "thận", "sỏi", "trĩ"),
)
_PHRASES = (*CURES, *(f"{verb} {ailment}" for verb in ("trị", "chữa") for ailment in AILMENTS))
_WORD = re.compile(r"\w+")
_REQUIRED = re.compile(r"không (?:phải là thuốc|(?:có tác dụng )?thay thế thuốc(?: chữa bệnh)?)")


def find_health_claim(text: str) -> str:
    """Return the first phrase in a text that says it heals, as it is spelt right; else nothing.

    Words count with their marks: "chữa khỏi", not "chưa khỏi". In a text typed without any mark
    the plain phrases count ("chua khoi"), but no ailment, for "chua" is sour.
    """
    plain = normalize(unicodedata.normalize("NFKC", text)).lower()
    words = _WORD.findall(_REQUIRED.sub(" ", plain))
    return next(_claims(words, marked=not plain.isascii()), "")


def validate_no_health_claim(text: str) -> None:
    """Raise ValidationError for a text that sells goods like medicine."""
    if claim := find_health_claim(text):
        message = _(
            "Goods may not be advertised like medicine: please leave out “%(words)s”"
            " (Decree 15/2018, article 27)."
        )
        raise ValidationError(message % {"words": claim}, code="health_claim")


def refuse_health_claims(form: BaseForm, names: Iterable[str]) -> None:
    """Put an error on each of these fields that was written now and sells goods like medicine."""
    for name in names:
        if name in form.changed_data:
            try:
                validate_no_health_claim(str(form.cleaned_data.get(name) or ""))
            except ValidationError as error:
                form.add_error(name, error)


def _claims(words: list[str], *, marked: bool) -> Iterator[str]:
    compared = tone_key if marked else fold
    for start, word in enumerate(words):
        for phrase in _BY_FIRST_WORD.get(fold(word), ()):
            parts = phrase.split()
            typed = words[start : start + len(parts)]
            if (marked or phrase in CURES) and [*map(compared, typed)] == [*map(compared, parts)]:
                yield phrase


_BY_FIRST_WORD: dict[str, list[str]] = {}
for _phrase in _PHRASES:
    _BY_FIRST_WORD.setdefault(fold(_phrase.split()[0]), []).append(_phrase)
