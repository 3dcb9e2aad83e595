"""E-mails about goods that are to go back: to the buyer, to the seller and to the shop."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.notices import events
from shop.order.emails.recipients import email_of_account, order_of_email, recipient_of
from shop.order.links import order_token
from shop.order.models import ReturnRequest, ReturnStatus

RETURN_ASKED, RETURN_TO_ANSWER = "return_asked", events.RETURN_ASKED.email
RETURN_ANSWERED = "return_answered"


@renders(RETURN_ASKED, gettext_lazy("Return request, to the buyer"))
def render_return_asked(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that the request has arrived and until when it is answered."""
    return _to_buyer(
        email, (ReturnStatus.ASKED,), _("We have your return request for order %(number)s")
    )


@renders(RETURN_ANSWERED, gettext_lazy("Answer to a return request"))
def render_return_answered(email: OutgoingEmail) -> RenderedEmail | None:
    """Write what was decided, why, and what happens next."""
    statuses = tuple(status for status in ReturnStatus if status != ReturnStatus.ASKED)
    return _to_buyer(email, statuses, _("Your return request for order %(number)s"))


@renders(RETURN_TO_ANSWER, gettext_lazy("Return request, to the seller"))
def render_return_to_answer(email: OutgoingEmail) -> RenderedEmail | None:
    """Write to seller and shop what the buyer wants to return, in Vietnamese; not once it is answered."""
    request = _request(email, (ReturnStatus.ASKED,))
    to = email_of_account(email.reader)
    if request is None or not to:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        url = absolute_url(reverse("dashboard:return-detail", kwargs={"pk": request.pk}))
        return _compose(
            request, to, _("Order %(number)s: a buyer wants to return goods"), url, to_seller=True
        )


def _to_buyer(
    email: OutgoingEmail, statuses: tuple[ReturnStatus, ...], subject: str
) -> RenderedEmail | None:
    request = _request(email, statuses)
    if request is None:
        return None
    order = order_of_email(producer_orders=request.producer_order_id)
    if order is None or not recipient_of(order):
        return None
    with translation.override(order.submission.language):
        url = absolute_url(reverse("orders:returns", kwargs={"token": order_token(order)}))
        address = order.shipping_address
        name = address.first_name if address else ""
        return _compose(request, recipient_of(order), subject, url, name=name)


def _request(email: OutgoingEmail, statuses: tuple[ReturnStatus, ...]) -> ReturnRequest | None:
    requests = ReturnRequest.objects.select_related("producer_order__order")
    return requests.filter(pk=email.about, status__in=statuses).first()


def _compose(
    request: ReturnRequest, to: str, subject: str, url: str, **facts: Any
) -> RenderedEmail:
    named = translation.gettext(subject) % {"number": request.producer_order.order.number}
    context = {
        "subject": named,
        "return_request": request,
        "items": [
            (item.quantity, item.line.title) for item in request.items.select_related("line")
        ],
        "number": request.producer_order.order.number,
        "url": url,
    }
    return compose(to=to, subject=named, template="emails/return", context=context | facts)
