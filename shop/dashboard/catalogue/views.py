"""Oscar's product screens; what is certified stays."""

import hashlib
from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.core.cache import caches
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from oscar.apps.dashboard.catalogue.mixins import PartnerProductFilterMixin
from oscar.apps.dashboard.catalogue.views import (
    ProductCreateUpdateView as UpstreamProductCreateUpdateView,
)
from oscar.apps.dashboard.catalogue.views import ProductDeleteView as UpstreamProductDeleteView
from oscar.apps.dashboard.catalogue.views import ProductListView as UpstreamProductListView
from oscar.apps.dashboard.catalogue.views import StockAlertListView as UpstreamStockAlertListView

from catalogue.clock import today
from catalogue.labels import label_meter
from catalogue.models import Product
from catalogue.slugs import write_anew_if_taken
from catalogue.text import slugify_vi
from shop.dashboard.catalogue.lookups import AccentInsensitiveLookupView
from shop.dashboard.deletion import ProtectedDeleteMixin
from shop.dashboard.renewals.rows import ending_row
from shop.partner.access import own_partners, own_rows
from shop.partner.models import StockAlert, StockRecord
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest

#: The query string that leaves only products whose label is incomplete.
LABEL, INCOMPLETE = "nhan", "thieu"
DAY = 24 * 3600
#: Who writes into products at once, without a second look.
WRITES = "catalogue.change_product"


class ProductListView(UpstreamProductListView):
    """Shows price and stock beside each product; Oscar's actions on many at once are not served."""

    http_method_names = ["get", "head", "options"]

    def get_queryset(self) -> QuerySet[Product]:
        """Bring prices, takedowns and labels along; only incomplete labels where that is asked."""
        products = super().get_queryset().prefetch_related("stockrecords").with_takedowns()
        if self.request.GET.get(LABEL) == INCOMPLETE:
            products = products.with_incomplete_label()
        return products.with_label()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how many labels are incomplete among what the list shows without that filter."""
        context = super().get_context_data(**kwargs)
        return context | {
            "incomplete_only": self.request.GET.get(LABEL) == INCOMPLETE,
            "incomplete_count": super().get_queryset().with_incomplete_label().count(),
            "writes_products": self.request.user.has_perm(WRITES),
        }


class ProductCreateUpdateView(UpstreamProductCreateUpdateView):
    """Of the shop's staff alone; sellers are led to the workspace, where a second person looks first."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let nothing of a seller past the review of listing drafts, be it sent from an old page."""
        user = cast(User, request.user)
        if user.has_perm(WRITES):
            return super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            messages.warning(request, _("Nothing was saved. Please change your goods here."))
        return _lead_to_workspace(user, kwargs.get("pk"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge and write the forms while nobody else changes product, price or stock.

        Two new products of one name get two addresses, also in one moment.
        """

        def write() -> HttpResponse:
            if "pk" in kwargs:
                lock_product(kwargs["pk"])
            elif made := self._made_before():
                messages.info(request, _("“%s” has been created already.") % made.title)
                return redirect("dashboard:catalogue-product", pk=made.pk)
            return super(ProductCreateUpdateView, self).post(request, *args, **kwargs)

        return write_anew_if_taken(write)

    def _made_before(self) -> Product | None:
        """Return what an earlier press of the same button made; one person's presses wait in line."""
        user = cast(User, self.request.user)
        list(User.objects.select_for_update(no_key=True).filter(pk=user.pk))
        made = caches["limits"].get(self._submission_key, 0)
        return Product.objects.filter(pk=made).first()

    @property
    def _submission_key(self) -> str:
        token = hashlib.sha256(self.request.POST.get("submission", "").encode()).hexdigest()
        return f"product-made:{self.request.user.pk}:{token}"

    def forms_valid(self, form: Any, formsets: Any) -> HttpResponse:
        """Remember for a day which product came of this form."""
        response = super().forms_valid(form, formsets)
        if self.creating and self.request.POST.get("submission"):
            caches["limits"].set(self._submission_key, self.object.pk, DAY)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the takedown, the certificate's end, and how far the label is."""
        takedown = self.object.takedowns.in_force().first() if self.object else None
        ending = ending_row(self.object.certificates.all(), today()) if self.object else None
        meter = label_meter(self.object) if self.object else None
        submission = self.request.POST.get("submission") or uuid4() if self.creating else None
        facts = {"takedown": takedown, "ending": ending, "meter": meter, "submission": submission}
        return super().get_context_data(**kwargs) | facts


class ProductLookupView(PartnerProductFilterMixin, AccentInsensitiveLookupView):
    """Products for the boxes of the product form."""

    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[Product]:
        """The products of the list of products, by the same rule, hidden ones too."""
        products = Product.objects.browsable_dashboard().select_related("producer")
        return self.filter_queryset(products)

    def lookup_filter(self, qs: QuerySet[Product], term: str) -> QuerySet[Product]:
        """The folded name is the slug."""
        return qs.filter(slug__contains=slugify_vi(term))

    def format_object(self, obj: Product) -> dict[str, Any]:
        """Name and producer, since many goods share names."""
        producer = obj.producer
        maker = f" ({producer.name})" if producer and producer.name_is_stated else ""
        return {"id": obj.pk, "text": f"{obj.title}{maker}"}


class StockAlertListView(UpstreamStockAlertListView):
    """Stock that has run low: what is still open, or all."""

    form = None  # upstream's only repeats the address

    def get_queryset(self) -> QuerySet[StockAlert]:
        """The alerts of a state, or all for a state that is none."""
        alerts = StockAlert.objects.select_related("stockrecord__partner", "stockrecord__product")
        self.status = self.request.GET.get("status", "")
        states = dict(StockAlert.status_choices)
        return alerts.filter(status=self.status) if self.status in states else alerts.all()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add (value, label, whether it is shown) of each choice of alerts."""
        self.description = _("Low stock alerts")
        choices = (
            ("", _("All alerts")),
            (StockAlert.OPEN, _("Still low")),
            (StockAlert.CLOSED, _("Filled up again")),
        )
        labels = dict(choices)
        context = super().get_context_data(**kwargs)
        rows = [(alert, labels[alert.status]) for alert in context["alerts"]]
        tabs = [(value, label, value == self.status) for value, label in choices]
        return context | {"rows": rows, "tabs": tabs}


class ProductDeleteView(ProtectedDeleteMixin, UpstreamProductDeleteView):
    """Deletes a product that was never certified; another is unpublished instead."""


def _lead_to_workspace(user: User, product_pk: int | None) -> HttpResponse:
    """Return the way to a seller's own product or goods; raises Http404 where there are none."""
    if product_pk is None:
        partners = list(own_partners(user)[:2])
        if not partners:
            raise Http404
        return (
            redirect("workspace:goods", pk=partners[0].pk)
            if len(partners) == 1
            else redirect("workspace:index")
        )
    record = own_rows(StockRecord.objects.filter(product=product_pk), user).order_by("pk").first()
    if record is None:
        raise Http404
    return redirect("workspace:stock-record", pk=record.pk)


def lock_product(pk: int) -> None:
    """Hold a product and its stock rows until the end; orders may still refer to them."""
    list(Product.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk"))
    rows = StockRecord.objects.select_for_update(no_key=True).filter(product_id=pk)
    list(rows.order_by("pk").values_list("pk"))
