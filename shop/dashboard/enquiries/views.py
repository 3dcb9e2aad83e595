"""The threads of sellers without people, read and answered by the shop in their place."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView

from shop.order.enquiries.models import EnquiryQuerySet
from shop.order.enquiries.seller_thread import SellerThreadMixin, ThreadPhotoMixin
from shop.order.models import Enquiry, Role
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40


class UnattendedEnquiryListView(ListView):
    """Enquiries that nobody of the seller can read, the one written in last first."""

    template_name = "oscar/dashboard/enquiries/list.html"
    context_object_name = "enquiries"
    paginate_by = PER_PAGE

    def get_queryset(self) -> EnquiryQuerySet:
        return Enquiry.objects.unattended().select_related("partner").with_unread(Role.SELLER)


class UnattendedEnquiryPage(TemplateView):
    """A page about one of them; once the seller has people it is theirs alone."""

    request: AuthenticatedHttpRequest

    @cached_property
    def enquiry(self) -> Enquiry:
        rows = Enquiry.objects.unattended().select_related("partner")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class UnattendedEnquiryView(SellerThreadMixin, UnattendedEnquiryPage):
    """The thread as the shop answers it."""

    template_name = "oscar/dashboard/enquiries/detail.html"
    url_name = "dashboard:enquiry"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"photo_page": "dashboard:enquiry-photo"}


class UnattendedEnquiryPhotoView(ThreadPhotoMixin, UnattendedEnquiryPage):
    """A photograph of the thread."""
