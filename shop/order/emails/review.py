"""E-mails about a review to whoever wrote it: it is shown, it is not and why, it has a reply."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.paths import absolute_url
from catalogue.reviews.models import ProductReview, ReviewDecision
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.order.emails.recipients import order_of_email, recipient_of
from shop.order.links import order_token

DECIDED, REPLIED = "review_decided", "review_answered"


@renders(DECIDED, gettext_lazy("Decision on a review"))
def render_review_decision(email: OutgoingEmail) -> RenderedEmail | None:
    """Write what was decided and why; not of a decision that another has replaced."""
    decision = ReviewDecision.objects.filter(pk=email.about).first()
    if decision is None or decision.review.status != decision.status:
        return None
    if decision.review.decisions.filter(pk__gt=decision.pk).exists():
        return None
    is_published = decision.status == ProductReview.APPROVED
    return _email(decision.review, is_published=is_published, decision=decision, reply="")


@renders(REPLIED, gettext_lazy("Reply to a review"))
def render_review_reply(email: OutgoingEmail) -> RenderedEmail | None:
    """Write what the producer replied; not of a reply that was taken back."""
    review = ProductReview.objects.filter(pk=email.about).first()
    if review is None or not review.reply:
        return None
    return _email(review, is_published=True, decision=None, reply=review.reply)


def _email(
    review: ProductReview, *, is_published: bool, decision: ReviewDecision | None, reply: str
) -> RenderedEmail | None:
    order = order_of_email(lines=review.line_id) if review.line_id else None
    product = review.product
    if order is None or product is None or not recipient_of(order):
        return None
    address = order.shipping_address
    with translation.override(order.submission.language):
        if reply:
            subject = _("The producer has replied to your review")
        elif is_published:
            subject = _("Your review is shown")
        else:
            subject = _("Your review is not shown")
        url = absolute_url(reverse("orders:reviews", kwargs={"token": order_token(order)}))
        if is_published:
            url = absolute_url(product.get_absolute_url() + "#nhan-xet")
        context = {
            "name": address.first_name if address else "",
            "title": product.title,
            "subject": subject,
            "shown": is_published,
            "decision": decision,
            "reply": reply,
            "url": url,
        }
        return compose(
            to=recipient_of(order), subject=subject, template="emails/review", context=context
        )
