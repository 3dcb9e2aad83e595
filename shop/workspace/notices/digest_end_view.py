"""The page behind the link in the e-mail of the day: one press, and no more of it comes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from shop.notices.preferences import end_digest, membership_of_token
from shop.partner.models import Membership
from shop.users.client_ip import client_network
from shop.users.throttling import Limit

TRIES = Limit("digest-end", tries=60, seconds=3600)


@method_decorator(never_cache, name="dispatch")
class DigestEndView(TemplateView):
    """Open to whoever holds the link: it ends this one e-mail and shows nothing of the shop front.

    Looking at it changes nothing: programs that look for viruses open every link.
    """

    template_name = "workspace/notices/digest_end.html"
    heading = gettext_lazy("No more of this e-mail of the day")

    @cached_property
    def membership(self) -> Membership | None:
        if TRIES.wait_for(client_network(self.request)):
            return None
        return membership_of_token(self.kwargs["token"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._answer(is_done=False)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End it; a second press finds it ended."""
        if self.membership is not None:
            end_digest(membership=self.membership)
        return self._answer(is_done=self.membership is not None)

    def _answer(self, *, is_done: bool) -> HttpResponse:
        """Keep the link from robots and from the sites that the page leads to."""
        context = {
            "heading": self.heading,
            "noindex": True,
            "is_known": self.membership is not None,
            "is_done": is_done,
        }
        response = self.render_to_response(context, status=200 if self.membership else 404)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response
