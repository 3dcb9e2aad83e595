"""The page behind a sign-in that came between: what was typed, and the button that sends it."""

from typing import Any

from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from shop.users.requests import AuthenticatedHttpRequest
from shop.users.unsent_forms import find_unsent_form

#: Values shorter than that are keys and numbers of rows, not what somebody would miss.
SHORTEST_SHOWN = 3
LONGEST_SHOWN = 2000


@method_decorator(never_cache, name="dispatch")
class UnsentFormView(TemplateView):
    """Shows a form to its writer; others find nothing."""

    template_name = "oscar/customer/unsent_form.html"
    request: AuthenticatedHttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form's fields as hidden ones, and those that somebody wrote to read."""
        unsent = find_unsent_form(token=self.kwargs["token"], user=self.request.user)
        if unsent is None:
            raise Http404
        texts = [
            value[:LONGEST_SHOWN]
            for _name, value in unsent.fields
            if len(value) > SHORTEST_SHOWN and " " in value.strip() and value[:1] not in "[{"
        ]
        return super().get_context_data(**kwargs) | {
            "unsent": unsent,
            "texts": texts,
            "noindex": True,
        }
