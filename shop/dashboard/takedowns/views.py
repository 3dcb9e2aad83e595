"""Takedowns for the staff: the list, one with its history, placing and lifting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, ListView

from catalogue.models import Product, Takedown
from catalogue.services.takedowns import lift_takedown, place_takedown
from shop.dashboard.certificates.actions import ProductChoiceView
from shop.dashboard.takedowns.forms import (
    LiftTakedownForm,
    PlaceTakedownForm,
    TakedownFilter,
    TakedownFilterForm,
)
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40
DETAIL = "dashboard:takedown-detail"
TAKEDOWNS = Takedown.objects.select_related("product__producer", "placed_by", "lifted_by")


class TakedownListView(ListView):
    """What is down now, or was and is shown again; the newest first."""

    template_name = "oscar/dashboard/takedowns/list.html"
    context_object_name = "takedowns"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Takedown]:
        self.show = TakedownFilterForm(self.request.GET).value()
        return TAKEDOWNS.filter(lifted_at__isnull=self.show == TakedownFilter.IN_FORCE)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = [(value, label, value == self.show) for value, label in TakedownFilter.choices]
        return super().get_context_data(**kwargs) | {"tabs": tabs}


class TakedownDetailView(DetailView):
    """One takedown: who wanted what and why, and whatever else befell the product."""

    template_name = "oscar/dashboard/takedowns/detail.html"
    context_object_name = "takedown"
    queryset = TAKEDOWNS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = TAKEDOWNS.filter(product=self.object.product).exclude(pk=self.object.pk)
        return super().get_context_data(**kwargs) | {"others": others}


class TakedownProductChoiceView(ProductChoiceView):
    """First step: which product the authority means."""

    template_name = "oscar/dashboard/takedowns/choose_product.html"


class PlaceTakedownView(FormView):
    """Second step: the facts, then the question whether they are right."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/takedowns/place.html"
    form_class = PlaceTakedownForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        products = Product.objects.exclude(structure=Product.CHILD).select_related("producer")
        self.product = get_object_or_404(products, pk=kwargs["product_pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What is down already is shown instead, so that a second press does no harm."""
        placed = self.product.takedowns.in_force().first()
        if placed is None:
            return super().dispatch(request, *args, **kwargs)
        messages.info(request, _("This product has been taken down already."))
        return redirect(DETAIL, pk=placed.pk)

    def form_valid(self, form: PlaceTakedownForm) -> HttpResponse:
        """Ask first; take down when the answer comes back."""
        facts = dict(form.cleaned_data)
        if not facts.pop("confirmed"):
            return self.render_to_response(self.get_context_data(form=form, confirming=True))
        try:
            placed = place_takedown(product=self.product, by=self.request.user, **facts)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("The product is taken down; nobody sees it any more."))
        return redirect(DETAIL, pk=placed.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"product": self.product}


class LiftTakedownView(FormView):
    """The reason, then the question whether it is right."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/takedowns/lift.html"
    form_class = LiftTakedownForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.takedown = get_object_or_404(TAKEDOWNS, pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What is lifted already is shown instead."""
        if self.takedown.is_in_force:
            return super().dispatch(request, *args, **kwargs)
        messages.info(request, _("This takedown has been lifted already."))
        return redirect(DETAIL, pk=self.takedown.pk)

    def form_valid(self, form: LiftTakedownForm) -> HttpResponse:
        """Ask first; lift when the answer comes back."""
        if not form.cleaned_data["confirmed"]:
            return self.render_to_response(self.get_context_data(form=form, confirming=True))
        try:
            lift_takedown(
                takedown=self.takedown, by=self.request.user, reason=form.cleaned_data["reason"]
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("The takedown is lifted."))
        return redirect(DETAIL, pk=self.takedown.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"takedown": self.takedown}
