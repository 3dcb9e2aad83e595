"""What every account page shares."""

from typing import Any

from django.utils.functional import Promise
from django.views.generic.base import ContextMixin


class AccountMixin(ContextMixin):
    """A heading, the tab that is open, and no place in search engines."""

    heading: str | Promise = ""
    tab = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shared = {"heading": self.heading, "tab": self.tab, "noindex": True}
        return super().get_context_data(**kwargs) | shared
