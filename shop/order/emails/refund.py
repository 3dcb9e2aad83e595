"""E-mails about a refund: it is coming, it has gone, it did not arrive; in the order's language."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.order.emails.recipients import order_of_email, recipient_of
from shop.order.links import order_token, order_url
from shop.payment.models import Refund, RefundStatus
from shop.payment.ports import has_refund_port

REFUND_PROPOSED, REFUND_SENT, REFUND_FAILED = "refund_proposed", "refund_sent", "refund_failed"


@renders(REFUND_PROPOSED, gettext_lazy("A refund is coming"))
def render_refund_proposed(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that money goes back, and ask where to where a person sends it; not once it has ended."""
    waiting = (RefundStatus.PROPOSED, RefundStatus.APPROVED, RefundStatus.SENDING)
    return _email(email, waiting, _("Refund for order %(number)s"))


@renders(REFUND_SENT, gettext_lazy("A refund has been sent"))
def render_refund_sent(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that the money has gone and how."""
    return _email(email, (RefundStatus.SENT,), _("The refund for order %(number)s has been sent"))


@renders(REFUND_FAILED, gettext_lazy("A refund did not arrive"))
def render_refund_failed(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that the money came back and what happens now; not once it was sent again."""
    return _email(
        email, (RefundStatus.FAILED,), _("The refund for order %(number)s did not arrive")
    )


def _email(
    email: OutgoingEmail, statuses: tuple[RefundStatus, ...], subject: str
) -> RenderedEmail | None:
    refund = Refund.objects.select_related("payment").filter(pk=email.about).first()
    if refund is None or refund.status not in statuses:
        return None
    order = order_of_email(pk=refund.payment.order_id)
    if order is None or not recipient_of(order):
        return None
    by_hand = not has_refund_port(refund.method)
    asks = by_hand and refund.status != RefundStatus.SENT
    url = reverse("orders:payout-account", kwargs={"token": order_token(order)})
    with translation.override(order.submission.language):
        address = order.shipping_address
        return compose(
            to=recipient_of(order),
            subject=translation.gettext(subject) % {"number": order.number},
            template="emails/refund",
            context={
                "subject": translation.gettext(subject) % {"number": order.number},
                "name": address.first_name if address else "",
                "number": order.number,
                "refund": refund,
                "amount": int(refund.amount),
                "asks_account": asks and not hasattr(refund.payment, "payout_account"),
                "account_url": absolute_url(url),
                "by_hand": by_hand,
                "url": order_url(order),
            },
        )
