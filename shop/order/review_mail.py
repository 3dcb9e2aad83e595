"""Letters about a review to whoever wrote it: it is shown, it is not and why, it has a reply."""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.addresses import full_address
from catalogue.reviews.models import ProductReview, ReviewDecision
from shop.letters.models import Letter
from shop.letters.writing import Draft, compose, writes
from shop.order.letter import order_of_letter, recipient_of
from shop.order.links import token_of

DECIDED, ANSWERED = "review_decided", "review_answered"


@writes(DECIDED, gettext_lazy("Decision on a review"))
def review_decided(letter: Letter) -> Draft | None:
    """Write what was decided and why; not of a decision that another has replaced."""
    decision = ReviewDecision.objects.filter(pk=letter.about).first()
    if decision is None or decision.review.status != decision.status:
        return None
    if decision.review.decisions.filter(pk__gt=decision.pk).exists():
        return None
    shown = decision.status == ProductReview.APPROVED
    return _letter(decision.review, shown=shown, decision=decision, reply="")


@writes(ANSWERED, gettext_lazy("Reply to a review"))
def review_answered(letter: Letter) -> Draft | None:
    """Write what the producer replied; not of a reply that was taken back."""
    review = ProductReview.objects.filter(pk=letter.about).first()
    if review is None or not review.reply:
        return None
    return _letter(review, shown=True, decision=None, reply=review.reply)


def _letter(review: ProductReview, *, shown: bool, decision: Any, reply: str) -> Draft | None:
    order = order_of_letter(lines=review.line_id) if review.line_id else None
    if order is None or not recipient_of(order):
        return None
    with translation.override(order.submission.language):
        if reply:
            subject = _("The producer has replied to your review")
        elif shown:
            subject = _("Your review is shown")
        else:
            subject = _("Your review is not shown")
        address = full_address(reverse("orders:reviews", kwargs={"token": token_of(order)}))
        if shown:
            address = full_address(review.product.get_absolute_url() + "#nhan-xet")
        context = {
            "name": order.shipping_address.first_name,
            "title": review.product.title,
            "subject": subject,
            "shown": shown,
            "decision": decision,
            "reply": reply,
            "address": address,
        }
        return compose(
            to=recipient_of(order), subject=subject, template="emails/review", context=context
        )
