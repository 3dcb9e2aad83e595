"""The goods of a seller, and the two numbers of one of them, changed where they stand."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from catalogue.clock import present_day
from shop.partner.models import Membership, StockRecord
from shop.partner.stock_records import StockRecordChanged, update_stock_record
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.goods.cards import (
    GoodsTab,
    goods_cards,
    open_drafts,
    select_stock_records,
)
from shop.workspace.goods.forms import StockRecordNumbersForm
from shop.workspace.page_view import WorkspacePageView

PER_PAGE = 20
#: Drafts shown above the goods; who has more sends some first.
MOST_DRAFTS = 30


class GoodsListView(WorkspacePageView):
    """Everything a seller offers; nonsense in the query string shows all."""

    template_name = "workspace/goods.html"
    heading = pgettext_lazy("workspace", "Goods")
    tab = "goods"
    for_sellers = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = self.request.GET.get("muc", "")
        shown = wanted if wanted in GoodsTab.values else GoodsTab.ALL.value
        rows = select_stock_records(self.partner, shown)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        records = list(page.object_list)
        forms = [StockRecordNumbersForm(instance=record) for record in records]
        return super().get_context_data(**kwargs) | {
            "tabs": [(tab.value, tab.label, tab == shown) for tab in GoodsTab],
            "shown": shown,
            "page": page,
            "cards": list(zip(goods_cards(records), forms, strict=True)),
            "drafts": open_drafts(self.partner)[:MOST_DRAFTS] if not shown else [],
        }


class StockRecordPage(WorkspacePageView):
    """A page about the stock record of the URL, for who sells for its seller."""

    tab = "goods"
    for_sellers = True

    def find_membership(self) -> Membership:
        return self.membership_for(self.record.partner_id)

    @cached_property
    def record(self) -> StockRecord:
        """The stock record of the URL; find_membership() asks whose it is."""
        rows = StockRecord.objects.filter(pk=self.kwargs["pk"])
        found = rows.select_related("product").first()
        if found is None:
            raise Http404
        return found


class StockRecordView(StockRecordPage):
    """Price and stock of one thing. With htmx its card alone comes back, else the list or the form."""

    template_name = "workspace/stock_record.html"

    def get_template_names(self) -> list[str]:
        is_card = self.request.headers.get("HX-Request") == "true"
        return ["workspace/goods_card.html" if is_card else self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or StockRecordNumbersForm(instance=self.record)
        return super().get_context_data(**kwargs) | {
            "heading": self.record.product.title,
            "card": goods_cards([self.record])[0],
            "is_public": self.record.product.is_public,
            "record": self.record,
            "has_pause": self.record.has_pause_on(present_day()),
            "takedown": self.record.product.takedowns.in_force().first(),
            "alone": True,
            "form": form,
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Judge and write the numbers; what is refused comes back as typed, with the reason."""
        form = StockRecordNumbersForm(request.POST, instance=self.record)
        if not form.is_valid():
            return self._answer(form)
        try:
            with transaction.atomic():
                update_stock_record(record=self.record, seen=form.seen, wanted=form.wanted)
        except StockRecordChanged as change:
            form.ask_again(change)
            return self._answer(form)
        if request.headers.get("HX-Request") == "true":
            self.record.refresh_from_db()
            return self.render_to_response(self.get_context_data(saved=True))
        messages.success(request, _("“%s” is saved.") % self.record.product.title)
        return redirect("workspace:goods", pk=self.partner.pk)

    def _answer(self, form: StockRecordNumbersForm) -> HttpResponse:
        """Show the form as it was sent; the card beside it as things are."""
        self.record.refresh_from_db()
        return self.render_to_response(self.get_context_data(form=form))
