"""Claims that a listing may not make: that goods heal, and that they are the best without a proof.

Superlatives: Luật Quảng cáo 16/2012/QH13 Đ.8.11 ("nhất", "duy nhất", "tốt nhất", "số một" or the
like without a lawful document that proves it). No draft brings such a document, so none may use them.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.claim_words import PhraseFinder, claim_phrases, plain_text
from catalogue.health_claims import find_health_claim, health_claim_sentence

#: "Ngon, nhất là khi lạnh" is no superlative.
_CLAUSE_END = re.compile(r"[,.;:!?\n]")
_SUPERLATIVES = PhraseFinder(claim_phrases("superlative"), unmarked=())


@dataclass(frozen=True, slots=True)
class ForbiddenClaim:
    """A phrase that was found, and a sentence that says what to do and by which law."""

    words: str
    sentence: str


def find_claim(text: str) -> ForbiddenClaim | None:
    """Return the first forbidden claim in a text."""
    if cure := find_health_claim(text):
        return ForbiddenClaim(cure, health_claim_sentence(cure))
    clauses = _CLAUSE_END.split(plain_text(text))
    if best := next(filter(None, map(_SUPERLATIVES.first, clauses)), ""):
        sentence = _(
            "“%(words)s” may be said only with a document that proves it: please leave it out"
            " (Advertising law, article 8.11)."
        )
        return ForbiddenClaim(best, sentence % {"words": best})
    return None
