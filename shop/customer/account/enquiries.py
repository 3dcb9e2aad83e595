"""What somebody with an account has asked sellers."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from shop.customer.account.mixins import AccountMixin
from shop.order.enquiries.links import enquiry_path
from shop.order.models import Enquiry, Role
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 20


class EnquiryHistoryView(AccountMixin, TemplateView):
    """The threads of the account, the one written in last first."""

    template_name = "oscar/customer/enquiries/list.html"
    heading = gettext_lazy("Your questions to sellers")
    tab = "enquiries"
    request: AuthenticatedHttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = Enquiry.objects.filter(user=self.request.user).select_related("partner")
        page = Paginator(own.with_unread(Role.BUYER), PER_PAGE).get_page(
            self.request.GET.get("page")
        )
        rows = [(enquiry, enquiry_path(enquiry)) for enquiry in page.object_list]
        return super().get_context_data(**kwargs) | {"page": page, "rows": rows}
