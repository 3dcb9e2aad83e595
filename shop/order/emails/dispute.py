"""The e-mail to the shop when a buyer's bank disputes a card payment."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.payment.models import LedgerEntry

DISPUTE_OPENED = "dispute_opened"


@renders(DISPUTE_OPENED, gettext_lazy("A card payment is disputed"))
def render_dispute_opened(email: OutgoingEmail) -> RenderedEmail | None:
    """Write to the shop, in Vietnamese: the bank waits for an answer for some days only.

    `about` is the ledger entry of the money received.
    """
    entry = LedgerEntry.objects.select_related("payment__order").filter(pk=email.about).first()
    if entry is None or not settings.OCOP_SELLER["email"]:
        return None
    number = entry.payment.order.number
    url = reverse("dashboard:order-detail", kwargs={"number": number})
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("The card payment of order %(number)s is disputed") % {"number": number}
        return compose(
            to=settings.OCOP_SELLER["email"],
            subject=subject,
            template="emails/dispute",
            context={
                "subject": subject,
                "number": number,
                "amount": int(entry.amount),
                "dispute": entry.payment.disputes.first(),
                "url": absolute_url(url),
            },
        )
