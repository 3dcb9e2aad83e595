"""Words by which goods are sold like medicine, which the law forbids to whoever sells food.

Sources: NĐ 15/2018 Đ.27 and NĐ 87/2026 Đ.71 (food may not be said to heal, nor to replace medicine);
the advertising law, as amended by 75/2025/QH15, says the same. The words are data
(catalogue.claim_words). The sentence that the law itself wants ("… không có tác dụng thay thế thuốc
chữa bệnh") is no claim.
"""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils.translation import gettext as _

from catalogue.claim_words import PhraseFinder, claim_phrases, plain_text

#: "trị …" and "chữa …" of an ailment are claims as well; "trị giá" is money.
_VERBS = ("trị", "chữa")
_REQUIRED = re.compile(r"không (?:phải là thuốc|(?:có tác dụng )?thay thế thuốc(?: chữa bệnh)?)")
_FINDER = PhraseFinder(
    (
        *claim_phrases("cure"),
        *(f"{verb} {ailment}" for verb in _VERBS for ailment in claim_phrases("ailment")),
    ),
    unmarked=claim_phrases("cure"),
)


def find_health_claim(text: str) -> str:
    """Return the first phrase in a text that says it heals, as it is spelt right; else nothing."""
    return _FINDER.first(_REQUIRED.sub(" ", plain_text(text)))


def health_claim_sentence(claim: str) -> str:
    """Return what to do about a phrase that was found, and by which law."""
    message = _(
        "Goods may not be advertised like medicine: please leave out “%(words)s”"
        " (Decree 15/2018, article 27)."
    )
    return message % {"words": claim}


def validate_no_health_claim(text: str) -> None:
    """Raise ValidationError for a text that sells goods like medicine."""
    if claim := find_health_claim(text):
        raise ValidationError(health_claim_sentence(claim), code="health_claim")


def refuse_health_claims(form: BaseForm, names: Iterable[str]) -> None:
    """Put an error on each of these fields that was written now and sells goods like medicine."""
    for name in names:
        if name in form.changed_data:
            try:
                validate_no_health_claim(str(form.cleaned_data.get(name) or ""))
            except ValidationError as error:
                form.add_error(name, error)
