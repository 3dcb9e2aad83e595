"""Taking a step for somebody, and telling them what became of it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from shop.order.exceptions import TransitionRefused
from shop.order.fulfilment import transition_producer_order
from shop.order.models import ProducerOrder
from shop.order.parcels.services import hand_over_parcel
from shop.order.steps.forms import HandOverForm, OrderStepForm
from shop.users.models import User
from shop.users.typed_words import say_typed

TYPED = ("note", "tracking_number")


def find_sent(forms: list[OrderStepForm]) -> OrderStepForm | None:
    """Return the form that was sent; none where the step is not offered any more."""
    return next((form for form in forms if form.is_bound), None)


def take_step(
    request: HttpRequest,
    *,
    producer_order: ProducerOrder,
    form: OrderStepForm | None,
    role: str,
    actor: User,
) -> None:
    """Take the step of a valid form, or of the bare button.

    A second tap, or a step that is no longer possible, gets a message of its own, and what was
    typed for it is shown once more.
    """
    whose: dict[str, Any] = {"producer_order": producer_order, "role": role, "actor": actor}
    try:
        if isinstance(form, HandOverForm):
            changed = hand_over_parcel(submission=uuid4(), **whose, **form.parcel())
        else:
            step = form.step() if form else {"to": request.POST.get("to", "")}
            changed = transition_producer_order(**whose, **step)
    except TransitionRefused as refusal:
        messages.error(request, refusal.message)
        _say_typed(request)
        return
    producer_order.refresh_from_db()
    text = (
        _("Order %(number)s is now “%(state)s”.")
        if changed
        else _("Order %(number)s is “%(state)s” already.")
    )
    say = messages.success if changed else messages.info
    say(
        request,
        text % {"number": producer_order.order.number, "state": producer_order.status_label},
    )
    if not changed:
        _say_typed(request)


def _say_typed(request: HttpRequest) -> None:
    for name in TYPED:
        say_typed(request, request.POST.get(name, ""))
