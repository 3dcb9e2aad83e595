"""How much one network may send: every form of the shop has a limit, whoever forgets to give it one.

Numbers are far above what people do, also where many share one address at a mobile carrier. Pages
where something can be guessed count on their own besides (shop.users.throttling).
"""

from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from shop.operations.middleware import STAFF_PATHS
from shop.operations.same_origin import SAFE
from shop.storefront.error_pages import too_many_requests
from shop.users.client_ip import client_network
from shop.users.throttling import Limit

TEN_MINUTES = 600
#: By the name of a view, or else by its namespace.
LIMITS = {
    "basket": Limit("basket", tries=600, seconds=TEN_MINUTES),
    "checkout": Limit("checkout", tries=120, seconds=TEN_MINUTES),
    "checkout:review": Limit("ordering", tries=60, seconds=TEN_MINUTES),
    "wagtailcore_authenticate_with_password": Limit("page-password", tries=20, seconds=900),
}
#: Signed by machines that send as much as there is; what is not signed is answered with 400.
UNLIMITED = frozenset({"stripe-webhook", "bank-webhook"})
OTHERS = Limit("writing", tries=300, seconds=TEN_MINUTES)


class FormLimitMiddleware(MiddlewareMixin):
    """Answers 429 to a network that sends more forms than people do.

    Stands behind the check of where a form comes from, so that no other site uses up a visitor's
    tries. Pages of staff ask for a sign-in before they write.
    """

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.method in SAFE or request.path_info.startswith(STAFF_PATHS):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in UNLIMITED:
            return None
        wait = _limit_for(request).wait_for(client_network(request))
        return too_many_requests(request, wait) if wait else None


def _limit_for(request: HttpRequest) -> Limit:
    match = request.resolver_match
    if match is None:
        return OTHERS
    return LIMITS.get(match.view_name) or LIMITS.get(match.namespace) or OTHERS
