"""The pages on which a seller takes a break, or pauses one product: from, to, why; one tap ends it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.clock import present_day
from catalogue.day_fields import DayField
from catalogue.text import one_line
from shop.partner.models import (
    LONGEST_CLOSURE,
    PAUSE_REASON_LENGTH,
    Membership,
    StockRecord,
)
from shop.partner.ordering_pause import (
    pause_ordering,
    pause_product,
    resume_ordering,
    resume_product,
)
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.page_view import WorkspacePageView


class OrderingPauseForm(forms.Form):
    """First and last day without orders in Vietnam, and the reason that buyers read."""

    first = DayField(label=gettext_lazy("First day without orders"))
    last = DayField(
        label=gettext_lazy("Last day without orders"),
        help_text=gettext_lazy("From the next day on buyers order again, without your doing."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason that buyers read"),
        max_length=PAUSE_REASON_LENGTH,
        help_text=gettext_lazy("Such as: We are harvesting the new crop."),
    )

    def clean_last(self) -> date | None:
        """A pause that is over pauses nothing."""
        day: date | None = self.cleaned_data["last"]
        if day is not None and day < present_day():
            raise ValidationError(_("This day is over. Please choose a later one."))
        return day

    def clean_reason(self) -> str:
        reason = one_line(self.cleaned_data["reason"])
        if not reason:
            raise ValidationError(self.fields["reason"].error_messages["required"])
        return reason

    def clean(self) -> dict[str, Any]:
        """The days follow each other, and a seller is not away for ever."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first."))
        elif first and last and last - first > LONGEST_CLOSURE:
            self.add_error("last", _("At most 120 days at a time."))
        return data


class ProductPauseForm(OrderingPauseForm):
    """The same for one product, which may be paused without a day of return."""

    last = DayField(
        label=gettext_lazy("Last day without orders"),
        required=False,
        help_text=gettext_lazy("Empty: until you sell it again yourself, with one tap."),
    )


class OrderingPauseView(WorkspacePageView):
    """Pauses the orders of a seller, changes the days, or takes orders again."""

    template_name = "workspace/ordering_pause.html"
    heading = gettext_lazy("Take a break from orders")
    tab = "shop-front"
    for_sellers = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partner = self.partner
        stated = {
            "first": partner.paused_from or present_day(),
            "last": partner.paused_until,
            "reason": partner.pause_reason,
        }
        if not partner.has_pause_on(present_day()):
            stated = {"first": present_day()}
        form = kwargs.pop("form", None) or OrderingPauseForm(initial=stated)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "has_pause": partner.has_pause_on(present_day()),
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Write the pause or end it; what is refused comes back as typed."""
        if request.POST.get("viec") == "ban-lai":
            resume_ordering(partner=self.partner)
            messages.success(request, _("Buyers can order again."))
            return redirect("workspace:shop-front", pk=pk)
        form = OrderingPauseForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        pause_ordering(partner=self.partner, **form.cleaned_data)
        messages.success(
            request, _("Saved. Your goods keep their pages; orders wait until you are back.")
        )
        return redirect("workspace:shop-front", pk=pk)


class ProductPauseView(WorkspacePageView):
    """Pauses one product, whose page stays and says why; or takes orders for it again."""

    template_name = "workspace/product_pause.html"
    tab = "goods"
    for_sellers = True

    @cached_property
    def record(self) -> StockRecord:
        """The stock record of the URL; find_membership() asks whose it is."""
        found = StockRecord.objects.filter(pk=self.kwargs["pk"]).select_related("product").first()
        if found is None:
            raise Http404
        return found

    def find_membership(self) -> Membership:
        return self.membership_for(self.record.partner_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record, has_pause = self.record, self.record.has_pause_on(present_day())
        stated: dict[str, Any] = {"first": present_day()}
        if has_pause:
            stated = {
                "first": record.paused_from,
                "last": record.paused_until,
                "reason": record.pause_reason,
            }
        form = kwargs.pop("form", None) or ProductPauseForm(initial=stated)
        return super().get_context_data(**kwargs) | {
            "heading": _("Pause: %(name)s") % {"name": record.product.title},
            "form": form,
            "record": record,
            "has_pause": has_pause,
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Write the pause or end it; what is refused comes back as typed."""
        if request.POST.get("viec") == "ban-lai":
            resume_product(record=self.record)
            messages.success(request, _("Buyers can order it again."))
            return redirect("workspace:stock-record", pk=pk)
        form = ProductPauseForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        pause_product(record=self.record, **form.cleaned_data)
        messages.success(request, _("It is paused: its page stays and says why."))
        return redirect("workspace:stock-record", pk=pk)
