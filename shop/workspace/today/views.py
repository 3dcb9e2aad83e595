"""The first page of the workspace: what waits today."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from shop.workspace.orders.inbox import InboxTab, order_cards, select_orders
from shop.workspace.page_view import WorkspacePageView
from shop.workspace.today import work

#: New orders shown whole; the others stand in the inbox.
SHOWN = 5


class TodayView(WorkspacePageView):
    """New orders with their clock, then what else waits, then what was sold; quiet when nothing waits."""

    template_name = "workspace/today.html"
    heading = _("Today")
    tab = "today"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        cards = []
        if self.sells:
            new = select_orders(self.partner, InboxTab.TO_CONFIRM)[:SHOWN]
            cards = order_cards(new, self.partner, self.request.user)
        return context | {
            "cards": cards,
            "more": max(0, context["new_count"] - len(cards)),
            "order_work": work.order_work(self.partner, sells=self.sells),
            "goods_work": work.goods_work(self.partner) if self.sells else [],
            "sales": work.sales_of(self.partner) if self.sells else None,
        }
