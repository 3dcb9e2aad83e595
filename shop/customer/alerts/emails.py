"""The two e-mails of a reminder; the outbox sends each once and again until it has gone."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.customer.alerts.services import BACK, CONFIRM, alert_path
from shop.customer.emails.base import AccountEmail
from shop.customer.models import ProductAlert
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, renders


@renders(CONFIRM, gettext_lazy("Reminder, to be confirmed"))
def render_alert_confirmation(email: OutgoingEmail) -> RenderedEmail | None:
    """Ask a guest whether the reminder is wanted; nothing for one that has been decided."""
    alert = _alert(email)
    if alert is None or not alert.can_be_confirmed:
        return None
    with translation.override(alert.language):
        title = alert.product.title
        return AccountEmail(
            subject=_("Shall we tell you when “%s” is back?") % title,
            sentences=(
                _("Somebody, we hope you, wants to know when “%s” is back.") % title,
                _("Press the button and you get one single letter. Do nothing and you get none."),
            ),
            button=_("Yes, tell me"),
            path=alert_path("alert-confirm", alert),
            unsubscribe_path=alert_path("alert-end", alert),
        ).render(to=alert.get_email_address())


@renders(BACK, gettext_lazy("Reminder: it is back"))
def render_back_in_stock(email: OutgoingEmail) -> RenderedEmail | None:
    """Say that it is back; nothing when it has lost its certificate before the e-mail went."""
    alert = _alert(email)
    if alert is None or alert.product.certificate is None:
        return None
    with translation.override(alert.language):
        title = alert.product.title
        return AccountEmail(
            subject=_("“%s” is back") % title,
            sentences=(
                _("“%s” can be bought again, and its OCOP certificate is in force.") % title,
                _("This is the one letter that you asked for. First come, first served."),
            ),
            button=_("See the product"),
            path=alert.product.get_absolute_url(),
            unsubscribe_path=alert_path("alert-end", alert),
        ).render(to=alert.get_email_address())


def _alert(email: OutgoingEmail) -> ProductAlert | None:
    alerts = ProductAlert.objects.select_related("product", "user")
    alert = alerts.filter(pk=email.about).exclude(status=ProductAlert.CANCELLED).first()
    return alert if alert is not None and alert.get_email_address() else None
