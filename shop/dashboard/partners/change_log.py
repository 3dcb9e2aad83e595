"""Who changed what of one seller, for the shop's people."""

from typing import Any

from django.views.generic import DetailView

from shop.partner.change_log import read_change_log
from shop.partner.models import Partner


class PartnerChangeLogView(DetailView):
    """The last changes of a seller's goods, prices, stock, producer and people."""

    model = Partner
    template_name = "oscar/dashboard/partners/change_log.html"
    context_object_name = "partner"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"changes": read_change_log(self.object)}
