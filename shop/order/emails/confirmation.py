"""The e-mail that confirms an order."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.order.emails.recipients import order_of_email, recipient_of
from shop.order.links import confirmation_pdf_url, order_url, pay_url
from shop.order.models import OrderStatus
from shop.order.receipt import read_receipt

PLACED, RETURNS_SLUG = "order_placed", "doi-tra"


@renders(PLACED, gettext_lazy("Confirmation of an order"))
def render_order_placed(email: OutgoingEmail) -> RenderedEmail | None:
    """Write to the buyer what was ordered, in the order's language; not of a cancelled order."""
    order = order_of_email(pk=email.about)
    if order is None or not recipient_of(order) or order.status == OrderStatus.CANCELLED:
        return None
    with translation.override(order.submission.language):
        return compose(
            to=recipient_of(order),
            subject=_("Your order %(number)s has been received") % {"number": order.number},
            template="emails/order_placed",
            context={
                "receipt": read_receipt(order),
                "url": order_url(order),
                "pay_url": pay_url(order),
                "pdf_url": confirmation_pdf_url(order),
                "returns": _returns_url() or order_url(order),
            },
        )


def _returns_url() -> str:
    """Return the URL of the rules of return, nothing while nobody can read them."""
    if not Page.objects.live().public().filter(slug=RETURNS_SLUG, depth=3).exists():
        return ""
    return absolute_url(reverse("wagtail_serve", args=[f"{RETURNS_SLUG}/"]))
