"""The e-mail that says an order has been paid."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.order.emails.recipients import order_of_email, recipient_of
from shop.order.links import order_url, pay_url
from shop.order.receipt import read_receipt
from shop.payment.models import PaymentStatus

PAYMENT_RECEIVED = "payment_received"
PAYMENT_REFUSED = "payment_refused"
PAYMENT_REMINDER, PAYMENT_EXPIRED = "payment_reminder", "payment_expired"


@renders(PAYMENT_RECEIVED, gettext_lazy("Payment received"))
def render_payment_received(email: OutgoingEmail) -> RenderedEmail | None:
    """Write to the buyer that the money has come and the sellers are getting ready."""
    order = order_of_email(pk=email.about)
    if order is None or not recipient_of(order):
        return None
    with translation.override(order.submission.language):
        return compose(
            to=recipient_of(order),
            subject=_("Payment for order %(number)s has arrived") % {"number": order.number},
            template="emails/payment_received",
            context={"receipt": read_receipt(order), "url": order_url(order)},
        )


@renders(PAYMENT_REMINDER, gettext_lazy("Reminder of a payment"))
def render_payment_reminder(email: OutgoingEmail) -> RenderedEmail | None:
    """Write once that the time to pay is nearly over; not of an order that is paid or has ended."""
    subject = gettext_noop("Order %(number)s is still to be paid")
    return _unpaid_email(email, PaymentStatus.AWAITING, subject, "emails/payment_reminder")


@renders(PAYMENT_REFUSED, gettext_lazy("A bank did not pay"))
def render_payment_refused(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that the bank, which took days to decide, did not pay, and how to pay after all."""
    subject = gettext_noop("Order %(number)s: your bank did not pay")
    return _unpaid_email(email, PaymentStatus.AWAITING, subject, "emails/payment_refused")


@renders(PAYMENT_EXPIRED, gettext_lazy("End of an unpaid order"))
def render_payment_expired(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that nobody paid in time, that nothing was charged, and how to order again."""
    subject = gettext_noop("Order %(number)s has ended unpaid")
    return _unpaid_email(email, PaymentStatus.EXPIRED, subject, "emails/payment_expired")


def _unpaid_email(
    email: OutgoingEmail, status: PaymentStatus, subject: str, template: str
) -> RenderedEmail | None:
    order = order_of_email(pk=email.about)
    if order is None or not recipient_of(order) or order.payment.status != status:
        return None
    with translation.override(order.submission.language):
        return compose(
            to=recipient_of(order),
            subject=translation.gettext(subject) % {"number": order.number},
            template=template,
            context={
                "receipt": read_receipt(order),
                "url": order_url(order),
                "pay_url": pay_url(order),
            },
        )
