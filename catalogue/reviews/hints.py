"""What a moderator should look at twice: never a decision, only a hint."""

import re

from django.utils.translation import gettext as _

from catalogue.health_claims import find_health_claim
from catalogue.models.product import LegalType
from catalogue.reviews.models import ProductReview

_PHONE = re.compile(r"(?:\+?84|0)(?:[ .-]?\d){8,10}\b")
_LINK = re.compile(r"https?://|www\.|\b\S+@\S+\.\w|\b\S+\.(?:com|vn|net|shop)\b", re.I)
#: Goods of which nobody may say that they heal.
WATCHED = (LegalType.FUNCTIONAL_FOOD, LegalType.MEDICINE, LegalType.COSMETICS)


def hints(review: ProductReview) -> list[str]:
    """Return sentences on what in the text may break a rule; empty for nearly all reviews."""
    sentences = []
    if _PHONE.search(review.body):
        sentences.append(_("It may hold a phone number."))
    if _LINK.search(review.body):
        sentences.append(_("It holds a link or an e-mail address."))
    if find_health_claim(review.body):
        watched = review.product is not None and review.product.legal_type in WATCHED
        sentences.append(
            _("It speaks of healing, and the law forbids that of this product.")
            if watched
            else _("It speaks of healing.")
        )
    return sentences
