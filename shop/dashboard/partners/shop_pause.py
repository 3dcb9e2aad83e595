"""The switch that closes the whole shop for orders: placed with days and reason, lifted, and what there was."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from catalogue.clock import present_day
from catalogue.day_fields import DayField
from shop.dashboard.certificates.forms import TextField
from shop.partner.models import LONGEST_CLOSURE, ShopPause
from shop.partner.ordering_pause import lift_shop_pauses, pause_shop
from shop.partner.shop_pause import SHOP_PAUSE_REASON_LENGTH
from shop.users.requests import AuthenticatedHttpRequest

#: How many earlier pauses the page shows.
SHOWN = 20


class ShopPauseForm(forms.Form):
    """First and last day in Vietnam, and what visitors read; asked a second time before it counts."""

    first = DayField(label=gettext_lazy("First day without orders"))
    last = DayField(
        label=gettext_lazy("Last day without orders"),
        help_text=gettext_lazy("From the next day on buyers order again, without your doing."),
    )
    reason = TextField(
        label=gettext_lazy("Reason in Vietnamese, as visitors read it"),
        max_length=SHOP_PAUSE_REASON_LENGTH,
    )
    reason_en = TextField(
        label=gettext_lazy("Reason in English"), max_length=SHOP_PAUSE_REASON_LENGTH
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_last(self) -> date:
        """A pause that is over pauses nothing."""
        day: date = self.cleaned_data["last"]
        if day < present_day():
            raise ValidationError(_("This day is over. Please choose a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        """The days follow each other, and the shop is not closed for ever."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first."))
        elif first and last and last - first > LONGEST_CLOSURE:
            self.add_error("last", _("At most 120 days at a time."))
        return data


class ShopPauseView(FormView):
    """Closes the shop for orders, or opens it again; both are kept with who and when."""

    template_name = "oscar/dashboard/partners/shop_pause.html"
    form_class = ShopPauseForm
    request: AuthenticatedHttpRequest

    def get_initial(self) -> dict[str, Any]:
        return {"first": present_day()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lift what is open; everything else is the form that closes."""
        if request.POST.get("viec") != "mo":
            return super().post(request, *args, **kwargs)
        if lift_shop_pauses(by=self.request.user):
            messages.success(request, _("The shop takes orders again."))
        else:
            messages.info(request, _("The shop takes orders already."))
        return redirect("dashboard:shop-pause")

    def form_valid(self, form: ShopPauseForm) -> HttpResponse:
        """Ask first; close when the answer comes back."""
        facts = dict(form.cleaned_data)
        if not facts.pop("confirmed"):
            return self.render_to_response(self.get_context_data(form=form, confirming=True))
        pause_shop(by=self.request.user, **facts)
        messages.success(self.request, _("Saved. Every page says so, and baskets are kept."))
        return redirect("dashboard:shop-pause")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pauses = ShopPause.objects.select_related("placed_by", "lifted_by")
        return super().get_context_data(**kwargs) | {
            "open_pause": ShopPause.objects.open_on(present_day()).first(),
            "pauses": pauses[:SHOWN],
        }
