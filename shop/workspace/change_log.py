"""Who changed what of the shop front, for its owners."""

from typing import Any

from django.utils.translation import gettext_lazy

from shop.partner.change_log import read_change_log
from shop.workspace.members.views import OwnersPageView


class ChangeLogView(OwnersPageView):
    """The last changes of goods, prices, stock, producer and people, whoever made them."""

    template_name = "workspace/change_log.html"
    heading = gettext_lazy("Who changed what")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"changes": read_change_log(self.partner)}
