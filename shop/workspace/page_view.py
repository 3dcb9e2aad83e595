"""For whom somebody works on a page of the workspace, and what every page of it shows."""

from typing import Any

from django.contrib.auth.mixins import AccessMixin
from django.db.models import F, Func, IntegerField, QuerySet, Subquery
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from shop.notices.reading import notices_of
from shop.onboarding.assistance import consent_in_force, record_act
from shop.order.models import ProducerOrder
from shop.order.states import NEW
from shop.partner.access import may_change_prices, memberships_of
from shop.partner.models import AssistanceConsent, MemberRole, Membership, Partner
from shop.users.requests import AuthenticatedHttpRequest


@method_decorator(never_cache, name="dispatch")
class WorkspacePageView(AccessMixin, TemplateView):
    """Lets a seller's own people in; to everybody else the page does not exist.

    The seller is the one whose key stands in the URL, or the one of the object there. Who has
    ceased to work for it is a stranger with the next request.
    """

    request: AuthenticatedHttpRequest
    membership: Membership
    #: The consent by which an official acts here for the seller.
    assistance: AssistanceConsent | None = None
    heading: str | Promise = ""
    tab = ""
    #: Whether packers stay outside.
    for_sellers = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.membership = self.find_membership()
        if self.for_sellers and not self.sells:
            raise Http404
        if self.assistance is not None and request.method == "POST":
            page = str(self.heading or self.template_name)
            record_act(consent=self.assistance, page=page, path=request.path, sent=request.POST)
        return super().dispatch(request, *args, **kwargs)

    def find_membership(self) -> Membership:
        """Return as what the visitor works for the seller of this page; raises Http404 for strangers."""
        return self.membership_for(self.kwargs["pk"])

    def membership_for(self, partner_id: int) -> Membership:
        """Return the visitor's membership of that seller; raises Http404 where there is none.

        An official with the seller's consent acts as a seller; that is no row of the members.
        """
        user = self.request.user
        membership = memberships_of(user).filter(partner=partner_id).first()
        if membership is not None:
            return membership
        self.assistance = consent_in_force(user, partner_id)
        if self.assistance is None:
            raise Http404
        return Membership(partner=self.assistance.partner, user=user, role=MemberRole.SELLER)

    @property
    def partner(self) -> Partner:
        return self.membership.partner

    @property
    def sells(self) -> bool:
        """Whether the visitor sees and changes prices here."""
        return may_change_prices(self.membership)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whose shop front it is, what may be done, how many orders are new and notices unread."""
        new = ProducerOrder.objects.filter(partner=self.partner, status=NEW)
        rows = Partner.objects.filter(pk=self.partner.pk)
        new_count, unread_count = rows.values_list(
            _number(new), _number(notices_of(self.membership).unread())
        )[0]
        shared = {
            "partner": self.partner,
            "sells": self.sells,
            "role_label": self.membership.get_role_display(),
            "new_count": new_count if self.sells else 0,
            "unread_count": unread_count,
            "assistance": self.assistance,
            "heading": self.heading,
            "tab": self.tab,
            "noindex": True,
        }
        return super().get_context_data(**kwargs) | shared


def _number(rows: QuerySet) -> Subquery:
    """Return how many rows there are, as a part of another query."""
    count = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(number=count).values("number"))
