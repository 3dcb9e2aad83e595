"""The page where a visitor declares to be of age; before it no page names an alcoholic product."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from catalogue.audience import Audience
from catalogue.models import Product
from catalogue.models.product import LegalType
from catalogue.paths import absolute_url, home_crumb
from shop.storefront.age_gate.forms import AgeForm
from shop.users.age import KEPT_FOR, AgeAnswer, age_answer, declare_age, withdraw_age
from shop.users.client_ip import client_network
from shop.users.throttling import Limit, say_when, too_often

NEXT = "tiep"
#: Declarations from one network; many share one address at a mobile carrier.
DECLARATIONS = Limit("age", tries=40, seconds=3600)
#: Refusals of one network: who is under age does not try year after year in new sessions.
REFUSALS = Limit("age-refused", tries=10, seconds=24 * 3600)


@method_decorator(never_cache, name="dispatch")
class AgeGateView(FormView):
    """Asks for name and birthday, once; who is under age is told so and not asked again."""

    template_name = "storefront/age_gate.html"
    form_class = AgeForm

    def get_initial(self) -> dict[str, Any]:
        return {NEXT: self.request.GET.get(NEXT, "")[:500]}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge the declaration, unless too many came from this network."""
        if "hide" in request.POST:
            withdraw_age(request.session)
            return redirect("catalogue:index")
        if age_answer(request.session) is AgeAnswer.UNDER_AGE:
            return self.render_to_response(self.get_context_data())
        network = client_network(request)
        wait = DECLARATIONS.wait_for(network) or REFUSALS.used_up(network)
        if wait:
            form = self.get_form()
            form.add_error(None, too_often(wait))
            return say_when(self.form_invalid(form), wait)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AgeForm) -> HttpResponse:
        """Lead back to where the visitor was, or say that this has to wait."""
        answer = declare_age(session=self.request.session, **form.facts())
        if answer is AgeAnswer.UNDER_AGE:
            REFUSALS.wait_for(client_network(self.request))
            return redirect("age_gate")
        messages.success(self.request, _say_what_is_shown())
        return redirect(self._next_page(form.cleaned_data[NEXT]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        heading = _("Confirm your age")
        answer = age_answer(self.request.session)
        return super().get_context_data(**kwargs) | {
            "heading": heading,
            "crumbs": [home_crumb(), (heading, "")],
            "canonical_url": absolute_url(reverse("age_gate")),
            "noindex": True,
            "of_age": answer is AgeAnswer.OF_AGE,
            "under_age": answer is AgeAnswer.UNDER_AGE,
            "next_page": self._next_page(self.request.GET.get(NEXT, "")),
            "days_kept": KEPT_FOR.days,
        }

    def _next_page(self, path: str) -> str:
        """Return a page of this shop to go on to; the list of all products where none is named."""
        if path.startswith("/") and url_has_allowed_host_and_scheme(
            path, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        ):
            return path
        return reverse("catalogue:index")


def _say_what_is_shown() -> str:
    """Say how many drinks are to be seen now, how they are found, and whether any can be bought."""
    shown = Product.objects.public(audience=Audience.ADULT).filter(legal_type=LegalType.ALCOHOL)
    sold = Product.objects.for_sale(audience=Audience.ADULT).filter(legal_type=LegalType.ALCOHOL)
    count, is_sold = shown.count(), sold.exists()
    if not count:
        return _("You have confirmed your age. No alcohol is certified at present.")
    text = ngettext(
        "You have confirmed your age: %(count)d alcoholic product is shown now; search for “rượu” "
        "to find it.",
        "You have confirmed your age: %(count)d alcoholic products are shown now; search for "
        "“rượu” to find them.",
        count,
    ) % {"count": count}
    if is_sold:
        return text
    return f"{text} {_('None of it is sold yet; each page says why.')}"
