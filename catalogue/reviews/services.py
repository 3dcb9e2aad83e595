"""Writing, deciding on, answering and reporting reviews. Who received what is asked above.

Every change of what is shown tells the caches and the index of its product.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.clock import now
from catalogue.reviews.models import (
    ProductReview,
    ProductReviewQuerySet,
    ReviewDecision,
    ReviewReport,
)
from catalogue.signals import products_changed

#: For how long a review may be changed by whoever wrote it.
EDITABLE_FOR = timedelta(days=7)
MIN_LENGTH, MAX_LENGTH = 10, 2000


class ReviewRefused(Exception):
    """A review stays as it is; `message` is fit for whoever pressed the button."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class ReviewText:
    """What somebody says: a score of 1 to 5, a text, the name to show and the language."""

    score: int
    body: str
    name: str
    language: str


def editable_until(review: ProductReview) -> datetime:
    """Return until when the writer may change the review."""
    return review.written_at + EDITABLE_FOR


def find_reviews(*, buyer: str, user: User | None = None) -> ProductReviewQuerySet:
    """Return the reviews of one buyer, known by the order's phone or by the account."""
    own = Q(buyer=buyer)
    return ProductReview.objects.filter(own | Q(user=user) if user else own)


@transaction.atomic
def write_review(
    *, product_id: int, line_id: int, buyer: str, user: User | None, text: ReviewText
) -> tuple[ProductReview, bool]:
    """Write the one review of this buyer, or change it; returns the review and whether it is new.

    Pressing twice changes nothing. Raises ReviewRefused when it may no longer be changed.
    """
    mine = find_reviews(buyer=buyer, user=user).filter(product=product_id)
    review = mine.select_for_update(of=("self",)).first()
    if review is None:
        review = ProductReview(
            product_id=product_id,
            line_id=line_id,
            buyer=buyer,
            user=user,
            status=ProductReview.FOR_MODERATION,
            written_at=now(),
            **vars(text),
        )
        try:
            with transaction.atomic():
                ProductReview.objects.bulk_create([review])
        except IntegrityError:  # the other press was faster
            review = mine.get()
        else:
            return review, True
    _change(review, text)
    return review, False


def _change(review: ProductReview, text: ReviewText) -> None:
    if all(getattr(review, name) == value for name, value in vars(text).items()):
        return
    if now() > editable_until(review):
        raise ReviewRefused(_("A review can be changed for seven days; after that it stays."))
    _update(
        review,
        status=ProductReview.FOR_MODERATION,
        ground="",
        note="",
        edited_at=now(),
        **vars(text),
    )


@transaction.atomic
def decide(
    *, review: ProductReview, show: bool, by: User, ground: str = "", note: str = ""
) -> ReviewDecision | None:
    """Show a review or not; None when that is how it stands already.

    Raises ReviewRefused when it is not to be shown and no ground is given.
    """
    locked = ProductReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    status = ProductReview.APPROVED if show else ProductReview.REJECTED
    ReviewReport.objects.filter(review=locked, settled_at=None).update(settled_at=now())
    if locked.status == status and (show or locked.ground == ground):
        return None
    if not show and not ground:
        raise ReviewRefused(_("Please say why it is not shown."))
    facts = {"status": status, "ground": "" if show else ground, "note": note}
    _update(locked, **facts)
    return ReviewDecision.objects.create(review=locked, body=locked.body, at=now(), by=by, **facts)


@transaction.atomic
def answer(*, review: ProductReview, text: str, by: User) -> bool:
    """Put the producer's reply under a shown review, or take it back; whether it is a first one."""
    locked = ProductReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if locked.status != ProductReview.APPROVED:
        raise ReviewRefused(_("Only a review that is shown can be answered."))
    if locked.reply == text:
        return False
    first = not locked.reply
    _update(locked, reply=text, replied_at=now() if text else None, replied_by=by if text else None)
    return first and bool(text)


def report(*, review: ProductReview, complaint: str, note: str, visitor: str) -> None:
    """Note a reader's report; the same reader's second one changes nothing."""
    ReviewReport.objects.bulk_create(
        [ReviewReport(review=review, complaint=complaint, note=note, visitor=visitor, at=now())],
        ignore_conflicts=True,
    )


def _update(review: ProductReview, **facts: Any) -> None:
    was_shown = review.is_approved
    for name, value in facts.items():
        setattr(review, name, value)
    ProductReview.objects.filter(pk=review.pk).update(**facts)
    if was_shown or review.is_approved:
        products_changed.send(ProductReview, ids=[review.product_id])
