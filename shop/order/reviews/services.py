"""Who may review: the buyer of a line whose parcel was delivered. And what follows from a decision."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.clock import VIETNAM, now
from catalogue.models import Product
from catalogue.reviews import services
from catalogue.reviews.models import ProductReview
from catalogue.reviews.services import ReviewRefused, ReviewText, editable_until, find_reviews
from shop.mail.outbox import enqueue_email
from shop.notices.events import REVIEW_SHOWN
from shop.notices.posting import NoticeSubject, post_notices
from shop.order.emails.review import DECIDED, REPLIED
from shop.order.links import order_token
from shop.order.models import Line, Order, ProducerOrderTransition
from shop.order.states import DELIVERED
from shop.users.models import User


@dataclass(frozen=True)
class ReceivedLine:
    """A product that arrived, and the buyer's own review of it if there is one.

    `state` is empty, pending, shown or refused; `reason` and `note` say why it was refused.
    """

    title: str
    product_url: str
    url: str
    review: ProductReview | None
    state: str
    words: str
    reason: str
    note: str
    is_open: bool
    editable_until: datetime | None


_STATES = {
    ProductReview.FOR_MODERATION: "pending",
    ProductReview.APPROVED: "shown",
    ProductReview.REJECTED: "refused",
}


def received_lines(order: Order) -> list[Line]:
    """Return the order's lines that have been delivered, one a product, with their products."""
    sellers = ProducerOrderTransition.objects.filter(producer_order__order=order, after=DELIVERED)
    lines = order.lines.select_related("product").filter(
        partner__in=sellers.values("producer_order__partner"), product__isnull=False
    )
    lines_by_product: dict[int, Line] = {}
    for line in lines.order_by("pk"):
        if line.product_id is not None:
            lines_by_product.setdefault(line.product_id, line)
    return list(lines_by_product.values())


def read_received(order: Order) -> list[ReceivedLine]:
    """Return what has been delivered as plain objects, each with the buyer's own review."""
    lines = received_lines(order)
    own = find_reviews(buyer=buyer_of(order), user=order.user)
    reviews = {review.product_id: review for review in own.filter(product__in=_products(lines))}
    return [_read(order, line, reviews.get(line.product_id)) for line in lines]


def find_received(order: Order, line_id: int) -> tuple[Line, ReceivedLine] | None:
    """Return one delivered line, or None for any other."""
    line = next((received for received in received_lines(order) if received.pk == line_id), None)
    if line is None:
        return None
    own = find_reviews(buyer=buyer_of(order), user=order.user)
    return line, _read(order, line, own.filter(product=line.product_id).first())


def review_line(*, order: Order, line: Line, score: int, body: str, name: str) -> bool:
    """Write or change the review of a delivered line; True when it is new.

    Raises ReviewRefused for a line that has not been delivered, or when it is too late to change.
    """
    product_id = line.product_id
    if product_id is None or line.pk not in {received.pk for received in received_lines(order)}:
        raise ReviewRefused(_("Only a product that has been delivered can be reviewed."))
    words = ReviewText(score=score, body=body, name=name, language=get_language() or "vi")
    return services.write_review(
        product_id=product_id,
        line_id=line.pk,
        buyer=buyer_of(order),
        user=order.user,
        text=words,
    )[1]


def buyer_of(order: Order) -> str:
    """Return who bought, as a keyed digest of the phone: the same guest writes once a product."""
    phone = order.submission.phone
    return salted_hmac("shop.order.reviews.services", phone, algorithm="sha256").hexdigest()


@transaction.atomic
def moderate(*, review: ProductReview, show: bool, by: User, ground: str, note: str) -> bool:
    """Show a review or not, and write to its writer; False when that is how it stands already."""
    decision = services.decide(review=review, show=show, by=by, ground=ground, note=note)
    if decision is not None:
        enqueue_email(DECIDED, decision.pk)
        _notify_seller(review, decision.status)
    return decision is not None


@transaction.atomic
def reply(*, review: ProductReview, text: str, by: User) -> None:
    """Put the producer's reply under a review, and write to its writer the first time."""
    if services.answer(review=review, text=text, by=by):
        enqueue_email(REPLIED, review.pk)


def _notify_seller(review: ProductReview, status: int) -> None:
    """Tell the producer's people the first time that a review is shown."""
    product = Product.objects.select_related("producer").filter(reviews=review.pk).first()
    partner = product.producer.partner_id if product and product.producer else None
    if product is None or partner is None or status != ProductReview.APPROVED:
        return
    post_notices(REVIEW_SHOWN, [NoticeSubject(partner, review.pk, {"name": product.title})])


def _products(lines: list[Line]) -> set[int]:
    return {line.product_id for line in lines if line.product_id is not None}


def _read(order: Order, line: Line, review: ProductReview | None) -> ReceivedLine:
    until = editable_until(review) if review else None
    return ReceivedLine(
        title=line.title,
        product_url=line.product.get_absolute_url() if line.product else "",
        url=reverse("orders:review", kwargs={"token": order_token(order), "line": line.pk}),
        review=review,
        state=_STATES[review.status] if review else "",
        words=review.get_score_display() if review else "",
        reason=review.get_ground_display() if review and review.ground else "",
        note=review.note if review else "",
        is_open=until is None or now() <= until,
        editable_until=until.astimezone(VIETNAM) if until else None,
    )
