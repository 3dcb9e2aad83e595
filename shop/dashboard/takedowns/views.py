"""Takedowns for the staff: the list, one with its history, placing, and lifting by two persons."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, ListView

from catalogue.models import Product, StarReport, Takedown
from catalogue.models.takedown import TakedownGround
from catalogue.province_access import own_province_rows
from catalogue.services.star_reports import note_star_report
from catalogue.services.takedowns import (
    confirm_lift,
    lift_by_authority,
    place_takedown,
    refuse_lift,
    request_lift,
)
from shop.dashboard.certificates.access import visible_products
from shop.dashboard.certificates.actions import ProductChoiceView
from shop.dashboard.star_reports.selection import reports_of
from shop.dashboard.takedowns.forms import (
    LiftReasonForm,
    LiftTakedownForm,
    PlaceTakedownForm,
    RefuseLiftForm,
    TakedownFilter,
    TakedownFilterForm,
)
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.typed_words import say_typed_words

PER_PAGE = 40
#: The report of a false star that a takedown begins from.
REPORT = "bao-sao"
DETAIL = "dashboard:takedown-detail"
TAKEDOWNS = Takedown.objects.select_related(
    "product__producer", "placed_by", "lifted_by", "lift_requested_by"
)

_CONDITIONS = {
    TakedownFilter.IN_FORCE: Q(lifted_at__isnull=True),
    TakedownFilter.AWAITING: Q(lifted_at__isnull=True, lift_requested_at__isnull=False),
    TakedownFilter.LIFTED: Q(lifted_at__isnull=False),
}


class TakedownListView(ListView):
    """What is down now, or was and is shown again; the newest first."""

    template_name = "oscar/dashboard/takedowns/list.html"
    context_object_name = "takedowns"
    paginate_by = PER_PAGE
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[Takedown]:
        self.show = TakedownFilter(TakedownFilterForm(self.request.GET).value())
        return own_province_rows(TAKEDOWNS, self.request.user).filter(_CONDITIONS[self.show])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = {name.name: Count("pk", filter=rule) for name, rule in _CONDITIONS.items()}
        own = own_province_rows(Takedown.objects.order_by(), self.request.user)
        counts = own.aggregate(**wanted)
        tabs = [
            (each.value, each.label, counts[each.name], each == self.show)
            for each in TakedownFilter
        ]
        return super().get_context_data(**kwargs) | {"tabs": tabs}


class TakedownDetailView(DetailView):
    """One takedown: who wanted what and why, and whatever else befell the product."""

    template_name = "oscar/dashboard/takedowns/detail.html"
    context_object_name = "takedown"
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[Takedown]:
        return own_province_rows(TAKEDOWNS, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = TAKEDOWNS.filter(product=self.object.product).exclude(pk=self.object.pk)
        return super().get_context_data(**kwargs) | {
            "others": others,
            "events": self.object.events.select_related("by"),
            "asked_myself": self.object.lift_requested_by_id == self.request.user.pk,
        }


class TakedownProductChoiceView(ProductChoiceView):
    """First step: which product the authority means."""

    template_name = "oscar/dashboard/takedowns/choose_product.html"


def find_report(user: User, key: str, product: Product) -> StarReport | None:
    """Return the report of this product with that key, if the person may see it."""
    if not key.isdecimal() or len(key) > 9:
        return None
    return reports_of(user).filter(pk=int(key), product=product).first()


class PlaceTakedownView(FormView):
    """Second step: the facts, then the question whether they are right."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/takedowns/place.html"
    form_class = PlaceTakedownForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        products = visible_products(self.request.user)
        self.product = get_object_or_404(products, pk=kwargs["product_pk"])
        self.report = find_report(self.request.user, request.GET.get(REPORT, ""), self.product)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What is down already is shown instead, so that a second press does no harm."""
        placed = self.product.takedowns.in_force().first()
        if placed is None:
            return super().dispatch(request, *args, **kwargs)
        messages.info(request, _("This product has been taken down already."))
        if request.method == "POST":
            say_typed_words(request, self.get_form())
        return redirect(DETAIL, pk=placed.pk)

    def get_initial(self) -> dict[str, Any]:
        """A false star is false information, whatever else it is."""
        return {"ground": TakedownGround.MISLEADING} if self.report else {}

    def form_valid(self, form: PlaceTakedownForm) -> HttpResponse:
        """Ask first; take down when the answer comes back."""
        facts = dict(form.cleaned_data)
        if not facts.pop("confirmed"):
            return self.render_to_response(self.get_context_data(form=form, confirming=True))
        try:
            placed = self.place(facts)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("The product is taken down; nobody sees it any more."))
        return redirect(DETAIL, pk=placed.pk)

    @transaction.atomic
    def place(self, facts: dict[str, str]) -> Takedown:
        """Take the product down; the report that led here says so."""
        by = self.request.user
        placed = place_takedown(product=self.product, by=by, **facts)
        if self.report is not None:
            note_star_report(report=self.report, by=by, text=_("The product is taken down."))
        return placed

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"product": self.product}


class TakedownActionView(FormView):
    """A form about one takedown in force; what is lifted already is shown instead."""

    request: AuthenticatedHttpRequest
    done: str | Promise = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        takedowns = own_province_rows(TAKEDOWNS, self.request.user)
        self.takedown = get_object_or_404(takedowns, pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Lead to the takedown when there is nothing to do any more."""
        if self.takedown.is_in_force:
            return super().dispatch(request, *args, **kwargs)
        messages.info(request, _("This takedown has been lifted already."))
        if request.method == "POST":
            say_typed_words(request, self.get_form())
        return redirect(DETAIL, pk=self.takedown.pk)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it, or show the form again with the service's own words."""
        facts = {name: value for name, value in form.cleaned_data.items() if name != "confirmed"}
        try:
            self.act(**facts)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(DETAIL, pk=self.takedown.pk)

    def act(self, **facts: str) -> None:
        """Call the one service."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"takedown": self.takedown}


class LiftTakedownView(TakedownActionView):
    """The authority has lifted it: its document and why, then the question whether it is right."""

    template_name = "oscar/dashboard/takedowns/lift.html"
    form_class = LiftTakedownForm
    done = gettext_lazy("The takedown is lifted.")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Ask first; lift when the answer comes back."""
        if not form.cleaned_data["confirmed"]:
            return self.render_to_response(self.get_context_data(form=form, confirming=True))
        return super().form_valid(form)

    def act(self, **facts: str) -> None:
        lift_by_authority(takedown=self.takedown, by=self.request.user, **facts)


class RequestLiftView(TakedownActionView):
    """The first of two persons asks that it be lifted."""

    template_name = "oscar/dashboard/takedowns/request_lift.html"
    form_class = LiftReasonForm
    done = gettext_lazy("Another person has to agree before the product is shown again.")

    def act(self, **facts: str) -> None:
        request_lift(takedown=self.takedown, by=self.request.user, **facts)


class ConfirmLiftView(TakedownActionView):
    """The second person agrees: one press of a button on the page of the takedown."""

    http_method_names = ["post"]
    form_class = forms.Form
    done = gettext_lazy("The takedown is lifted.")

    def act(self, **facts: str) -> None:
        confirm_lift(takedown=self.takedown, by=self.request.user)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        messages.error(self.request, " ".join(map(str, form.non_field_errors())))
        return redirect(DETAIL, pk=self.takedown.pk)


class RefuseLiftView(TakedownActionView):
    """It stays down; whoever asked may take it back the same way."""

    template_name = "oscar/dashboard/takedowns/refuse_lift.html"
    form_class = RefuseLiftForm
    done = gettext_lazy("The product stays taken down.")

    def act(self, **facts: str) -> None:
        refuse_lift(takedown=self.takedown, by=self.request.user, **facts)
