"""What every page about one order of a seller has in common."""

from django.http import Http404
from django.utils.functional import cached_property

from shop.order.models import ProducerOrder
from shop.order.states import AWAITING
from shop.partner.access import EVERYBODY, workspace_rows
from shop.partner.models import Membership
from shop.workspace.page_view import WorkspacePageView


class WorkspaceOrderPage(WorkspacePageView):
    """A page about the order of the URL, for who works for its seller."""

    tab = "orders"

    def find_membership(self) -> Membership:
        return self.membership_for(self.producer_order.partner_id)

    @cached_property
    def producer_order(self) -> ProducerOrder:
        """The order of the URL, if the visitor works for its seller and it may be sent."""
        own = workspace_rows(
            ProducerOrder.objects.exclude(status=AWAITING), self.request.user, roles=EVERYBODY
        )
        rows = own.select_related("order__submission", "order__shipping_address")
        row = rows.filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row
