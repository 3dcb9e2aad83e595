"""The pages of a reminder: ask, confirm, call off, and the list of an account."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from catalogue.models import Product
from shop.customer.account.mixins import AccountMixin
from shop.customer.alerts.forms import AlertForm
from shop.customer.alerts.services import (
    OPEN_STATUSES,
    alert_of_token,
    alert_path,
    can_wait_for,
    cancel_alert,
    confirm_alert,
    create_alert,
)
from shop.customer.models import ProductAlert
from shop.customer.passwords.views import too_many
from shop.users.client_ip import client_network
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.throttling import Limit

PER_NETWORK = Limit("alert-address", tries=20, seconds=3600)
PER_EMAIL = Limit("alert-email", tries=10, seconds=24 * 3600)


class AlertCreateView(AccountMixin, FormView):
    """Takes an e-mail address for a product that is out of stock."""

    template_name = "oscar/customer/alerts/ask.html"
    form_class = AlertForm
    heading = gettext_lazy("Tell me when it is back")

    def dispatch(
        self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any
    ) -> HttpResponseBase:
        """Find the product; lead back to its page when there is nothing to wait for."""
        products = Product.objects.public().for_sale_check().for_cards()
        product = products.filter(pk=pk).first()
        if product is None:
            raise Http404
        if not can_wait_for(product):
            return redirect(product.get_absolute_url())
        self.product: Product = product
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """An account's own address."""
        user = self.request.user
        return {"email": (user.email or "") if user.is_authenticated else ""}

    def form_valid(self, form: AlertForm) -> HttpResponse:
        """Note the reminder; the answer is the same whether it is new or not."""
        email = form.cleaned_data["email"]
        wait = PER_NETWORK.wait_for(client_network(self.request)) or PER_EMAIL.wait_for(email)
        if wait:
            return too_many(self, form, wait)
        user = self.request.user if self.request.user.is_authenticated else None
        alert = create_alert(product=self.product, email=email, user=user)
        if alert.user_id:
            text = _("We write to %s once when it is back.") % email
        else:
            text = (
                _("Please open the letter that we sent to %s, so that we know it is you.") % email
            )
        messages.success(self.request, text)
        return redirect(self.product.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"title": self.product.title, "back_url": self.product.get_absolute_url()}
        return super().get_context_data(**kwargs) | context


class AlertPage(AccountMixin, TemplateView):
    """A page that a signed token opens; asks by GET, acts by POST, and twice is once."""

    def dispatch(
        self, request: HttpRequest, *args: Any, token: str, **kwargs: Any
    ) -> HttpResponseBase:
        """Find the reminder, or answer 404 for a token that is not ours."""
        alert = alert_of_token(token)
        if alert is None:
            raise Http404
        self.alert = alert
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        product, status = self.alert.product, self.alert.status
        context: dict[str, Any] = {"title": product.title, "back_url": product.get_absolute_url()}
        context |= {"open": status in OPEN_STATUSES, "active": status == ProductAlert.ACTIVE}
        return super().get_context_data(**kwargs) | context


class AlertConfirmView(AlertPage):
    """A guest says: yes, it was me."""

    template_name = "oscar/customer/alerts/confirm.html"
    heading = gettext_lazy("Tell me when it is back")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Let the reminder count."""
        confirm_alert(self.alert)
        return self.get(request)


class AlertCancelView(AlertPage):
    """No e-mail, please."""

    template_name = "oscar/customer/alerts/end.html"
    heading = gettext_lazy("No more letters about this product")

    def post(self, request: HttpRequest) -> HttpResponse:
        cancel_alert(self.alert)
        return self.get(request)


class AlertListView(AccountMixin, TemplateView):
    """What an account waits for."""

    template_name = "oscar/customer/alerts/alert_list.html"
    heading = gettext_lazy("Your reminders")
    tab = "alerts"
    request: AuthenticatedHttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add title, address and the way to call off, newest first."""
        mine = ProductAlert.objects.filter(user=self.request.user, status=ProductAlert.ACTIVE)
        rows = [
            {
                "title": alert.product.title,
                "url": alert.product.get_absolute_url(),
                "since": alert.date_created,
                "end_url": alert_path("alert-end", alert),
            }
            for alert in mine.select_related("product").order_by("-pk")
        ]
        return super().get_context_data(**kwargs) | {"rows": rows}
