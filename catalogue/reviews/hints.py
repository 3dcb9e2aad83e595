"""What a moderator should look at twice: never a decision, only a hint."""

import re

from django.utils.translation import gettext as _

from catalogue.models.product import LegalType
from catalogue.reviews.models import ProductReview
from catalogue.text import fold

_PHONE = re.compile(r"(?:\+?84|0)(?:[ .-]?\d){8,10}\b")
_LINK = re.compile(r"https?://|www\.|\b\S+@\S+\.\w|\b\S+\.(?:com|vn|net|shop)\b", re.I)
#: Words by which food is said to heal (NĐ 15/2018 Đ.27; NĐ 87/2026).
CURES = ("chua khoi", "khoi benh", "chua benh", "tri benh", "dac tri", "thay thuoc", "het benh")
#: Goods of which nobody may say that they heal.
WATCHED = (LegalType.FUNCTIONAL_FOOD, LegalType.MEDICINE, LegalType.COSMETICS)


def hints(review: ProductReview) -> list[str]:
    """Return sentences on what in the text may break a rule; empty for nearly all reviews."""
    sentences, folded = [], f" {fold(review.body)} "
    if _PHONE.search(review.body):
        sentences.append(_("It may hold a phone number."))
    if _LINK.search(review.body):
        sentences.append(_("It holds a link or an e-mail address."))
    if any(f" {words} " in folded for words in CURES):
        watched = review.product is not None and review.product.legal_type in WATCHED
        sentences.append(
            _("It speaks of healing, and the law forbids that of this product.")
            if watched
            else _("It speaks of healing.")
        )
    return sentences
