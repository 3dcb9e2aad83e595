"""The seller's inbox of enquiries, and one thread with what the host says of a visit."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from shop.order.enquiries.seller_thread import SellerThreadMixin, ThreadPhotoMixin
from shop.order.models import Enquiry, Role
from shop.partner.access import workspace_rows
from shop.partner.models import Membership
from shop.workspace.page_view import WorkspacePageView

PER_PAGE = 20


class EnquiryListView(WorkspacePageView):
    """All enquiries, the one written in last first; packers answer nobody."""

    template_name = "workspace/enquiries.html"
    heading = gettext_lazy("Questions and visits")
    tab = "shop-front"
    for_sellers = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Enquiry.objects.filter(partner=self.partner).with_unread(Role.SELLER)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {"page": page}


class WorkspaceEnquiryPage(WorkspacePageView):
    """A page about one enquiry, for who sells for its seller."""

    tab = "shop-front"
    for_sellers = True

    def find_membership(self) -> Membership:
        return self.membership_for(self.enquiry.partner_id)

    @cached_property
    def enquiry(self) -> Enquiry:
        """The enquiry of the URL, if the visitor works for its seller."""
        rows = workspace_rows(Enquiry.objects.all(), self.request.user)
        row = rows.filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row


class WorkspaceEnquiryView(SellerThreadMixin, WorkspaceEnquiryPage):
    """The thread as the seller's people answer it."""

    template_name = "workspace/enquiry.html"
    url_name = "workspace:enquiry"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"heading": self.enquiry.name}


class WorkspaceEnquiryPhotoView(ThreadPhotoMixin, WorkspaceEnquiryPage):
    """A photograph of the thread."""
