"""The page of an order, opened by its signed link."""

from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from shop.order.links import order_of
from shop.order.receipt import read_receipt


@method_decorator(never_cache, name="dispatch")
class ConfirmationView(TemplateView):
    """What was ordered, to where, and how far it is; printable, for the buyer to keep."""

    template_name = "orders/confirmation.html"

    def get(self, request, *args, token, **kwargs):
        """Show the order, or 404 for a token that is not ours; robots learn nothing."""
        order = order_of(token)
        if order is None:
            raise Http404
        response = self.render_to_response(
            self.get_context_data(
                receipt=read_receipt(order), noindex=True, heading=_("Your order")
            )
        )
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response
