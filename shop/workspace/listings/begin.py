"""Beginning a draft, and showing a hidden product again: one press each, never a page of its own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalogue.listings.drafts import begin_change, begin_listing, copy_listing
from catalogue.listings.visibility import show_listing
from catalogue.models import Producer
from shop.partner.access import workspace_rows
from shop.partner.models import Membership, StockRecord
from shop.partner.stock_records import offered_numbers
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.listings.steps import overview_url, step_url, steps_of
from shop.workspace.page_view import WorkspacePageView


class BeginListingView(WorkspacePageView):
    """Begins a new listing of the seller's producer."""

    http_method_names = ["post"]
    for_sellers = True

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        producer = Producer.objects.filter(partner=self.partner).first()
        if producer is None:
            text = _("This shop front belongs to no producer of the register yet.")
            messages.error(request, text)
            return redirect("workspace:goods", pk=self.partner.pk)
        draft = begin_listing(producer=producer, by=request.user)
        return redirect(step_url(draft, steps_of(draft)[0]))


class OwnProductView(WorkspacePageView):
    """Acts on one product that the seller sells and its own producer makes."""

    http_method_names = ["post"]
    for_sellers = True

    @cached_property
    def record(self) -> StockRecord:
        rows = workspace_rows(StockRecord.objects.all(), self.request.user).filter(
            pk=self.kwargs["pk"]
        )
        found = rows.select_related("product__producer").first()
        if found is None:
            raise Http404
        return found

    def find_membership(self) -> Membership:
        return self.membership_for(self.record.partner_id)

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Do it; what another producer makes is not changed by whoever sells it."""
        producer = self.record.product.producer
        if producer is None or producer.partner_id != self.record.partner_id:
            messages.error(request, _("Only its producer may change what is said of it."))
            return redirect("workspace:stock-record", pk=pk)
        try:
            return self.act(request)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("workspace:stock-record", pk=pk)

    def act(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        """Call the one service and say where to go."""
        raise NotImplementedError


class ChangeListingView(OwnProductView):
    """Begins a change of what is shown of a product, or goes on with the one begun."""

    def act(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return redirect(overview_url(begin_change(product=self.record.product, by=request.user)))


class CopyListingView(OwnProductView):
    """Begins a new listing with the words of this one."""

    def act(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        price = offered_numbers(self.record).price
        draft = copy_listing(product=self.record.product, by=request.user, price=price)
        messages.success(request, _("Copied. Please take photographs of the new one."))
        return redirect(step_url(draft, steps_of(draft)[0]))


class ShowListingView(OwnProductView):
    """Shows a product to buyers again that was hidden from them."""

    def act(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        show_listing(product=self.record.product)
        messages.success(request, _("Buyers see it again."))
        return redirect("workspace:stock-record", pk=self.record.pk)
