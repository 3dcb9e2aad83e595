"""The first page of the dashboard: figures for those who sell, certificates for the others."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from oscar.apps.dashboard.views import IndexView as UpstreamIndexView
from oscar.apps.dashboard.views import LoginView as UpstreamLoginView

from shop.order.models import Order, OrderStatus
from shop.order.settlement import total_due


class IndexView(UpstreamIndexView):
    """The whole shop's figures are for its staff; others go straight to their work."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send officers, stewards and payers to what waits for them, sellers to the workspace."""
        if request.user.is_staff:
            return super().get(request, *args, **kwargs)
        if request.user.has_perm("catalogue.view_certificate"):
            return redirect("dashboard:task-list")
        if request.user.has_perm("payment.view_payoutbatch"):
            return redirect("dashboard:payout-list")
        return redirect("workspace:index")

    def get_stats(self) -> dict[str, Any]:
        """Count what is sold: what is cancelled, or still to be paid before it is sent, brings nothing in."""
        unsold = (OrderStatus.CANCELLED, OrderStatus.AWAITING_PAYMENT)
        orders = Order.objects.exclude(status__in=unsold)
        lately = orders.filter(date_placed__gt=now() - timedelta(hours=24))
        revenue, number = total_due(lately), lately.count()
        return super().get_stats() | {
            "total_revenue": total_due(orders),
            "total_revenue_last_day": revenue,
            "average_order_costs": revenue // number if number else 0,
        }


class DashboardSignInForm(AuthenticationForm):
    """Signing in with e-mail or phone, said so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail or phone number")


class LoginView(UpstreamLoginView):
    """The sign-in page of the dashboard."""

    authentication_form = DashboardSignInForm
