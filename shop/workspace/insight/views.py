"""The figures of a seller, drawn."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from shop.workspace.insight.charts import read_charts
from shop.workspace.insight.traffic_charts import read_traffic_charts
from shop.workspace.page_view import WorkspacePageView


class InsightView(WorkspacePageView):
    """Charts with their tables; nothing is counted by cookies, nothing is about single buyers."""

    template_name = "workspace/insight.html"
    heading = _("What the figures say")
    tab = "today"
    for_sellers = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "charts": [*read_charts(self.partner), *read_traffic_charts(self.partner)]
        }
