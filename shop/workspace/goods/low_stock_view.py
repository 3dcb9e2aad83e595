"""The page on which a seller says from how many pieces on it wants to be told of low stock."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.number_fields import MAX_STOCK, WholeNumberField
from shop.partner.stock_records import LOW_STOCK, set_low_stock_threshold
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.goods.views import StockRecordPage


class LowStockForm(forms.Form):
    """From how many pieces on a product is running out; empty is the shop's own number."""

    threshold = WholeNumberField(
        label=gettext_lazy("Tell me when so many or fewer are left"),
        required=False,
        max_value=MAX_STOCK,
    )


class LowStockView(StockRecordPage):
    """One number for one product; people hear of it once, and again after it was filled up."""

    template_name = "workspace/low_stock.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stated = {"threshold": self.record.low_stock_threshold}
        form = kwargs.pop("form", None) or LowStockForm(initial=stated)
        return super().get_context_data(**kwargs) | {
            "heading": _("When it is running out"),
            "record": self.record,
            "form": form,
            "usual": LOW_STOCK,
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Keep the number; what is refused comes back as typed."""
        form = LowStockForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        set_low_stock_threshold(record=self.record, threshold=form.cleaned_data["threshold"])
        messages.success(request, _("Saved."))
        return redirect("workspace:stock-record", pk=pk)
