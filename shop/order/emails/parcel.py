"""E-mail that a part of what one seller sends is on its way, in the buyer's language."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.order.emails.recipients import order_of_email, recipient_of
from shop.order.links import order_url
from shop.order.models import Parcel

PARCEL_SENT = "parcel_sent"


@renders(PARCEL_SENT, gettext_lazy("A first parcel is on its way"))
def render_parcel_sent(email: OutgoingEmail) -> RenderedEmail | None:
    """Write what is in the parcel and under which number it travels."""
    parcel = Parcel.objects.select_related("producer_order").filter(pk=email.about).first()
    order = order_of_email(pk=parcel.producer_order.order_id) if parcel else None
    if parcel is None or order is None or not recipient_of(order):
        return None
    with translation.override(order.submission.language):
        named = _("Order %(number)s: a first parcel is on its way") % {"number": order.number}
        context = {
            "subject": named,
            "number": order.number,
            "seller_name": parcel.producer_order.seller_name,
            "carrier": parcel.get_carrier_display()
            if parcel.carrier not in ("own", "other")
            else "",
            "tracking_number": parcel.tracking_number,
            "items": [
                (item.quantity, item.line.title) for item in parcel.items.select_related("line")
            ],
            "url": order_url(order),
        }
        return compose(
            to=recipient_of(order), subject=named, template="emails/parcel_sent", context=context
        )
