"""Promotions for the shop's people and, their own alone, for sellers: list, make, end, figures, CSV."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, ListView, View

from catalogue.clock import VIETNAM
from catalogue.spreadsheets import csv_response
from shop.dashboard.promotions.forms import PromotionFilterForm, PromotionForm
from shop.dashboard.promotions.selection import (
    MAKES_ALL,
    PromotionFilter,
    condition_of,
    figures_of,
    promotions_of,
    with_figures,
)
from shop.partner.access import partners_of
from shop.promotion.law import highest_percentage
from shop.promotion.models import Promotion, PromotionState, PromotionUse
from shop.promotion.services import create_promotion, end_promotion
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40
LATEST = 50
DETAIL = "dashboard:promotion-detail"
FIND = "find"


class PromotionListView(ListView):
    """What runs, is to come or has ended, with what it has given."""

    template_name = "oscar/dashboard/promotions/list.html"
    context_object_name = "promotions"
    paginate_by = PER_PAGE
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[Promotion]:
        self.show = PromotionFilter(PromotionFilterForm(self.request.GET).value())
        promotions = promotions_of(self.request.user).filter(condition_of(self.show))
        return with_figures(promotions).order_by("offer__end_datetime", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = {
            show.name: Count("pk", filter=condition_of(show), distinct=True)
            for show in PromotionFilter
        }
        own = promotions_of(self.request.user).order_by()
        counts = own.aggregate(**wanted)
        tabs = [
            (show.value, show.label, counts[show.name], show == self.show)
            for show in PromotionFilter
        ]
        return super().get_context_data(**kwargs) | {
            "tabs": tabs,
            "can_make": partners_of(self.request.user, sees_all=MAKES_ALL).exists(),
        }


class PromotionDetailView(DetailView):
    """One promotion: what was said of it, what it has given, its latest uses."""

    template_name = "oscar/dashboard/promotions/detail.html"
    context_object_name = "promotion"
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[Promotion]:
        return promotions_of(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        promotion = self.object
        range_ = promotion.offer.benefit.range
        return super().get_context_data(**kwargs) | {
            "figures": figures_of(promotion),
            "uses": promotion.uses.select_related("order").order_by("-pk")[:LATEST],
            "products": [] if range_.includes_all_products else range_.included_products.all(),
            "can_end": promotion.state != PromotionState.ENDED,
        }


class PromotionCreateView(FormView):
    """Make one; what the law or a limit refuses is said beside its field."""

    template_name = "oscar/dashboard/promotions/create.html"
    form_class = PromotionForm
    request: AuthenticatedHttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever sells for nobody has nothing to promote."""
        user = self.request.user
        if user.has_perm(MAKES_ALL) or partners_of(user, sees_all=MAKES_ALL).exists():
            return super().dispatch(request, *args, **kwargs)
        messages.info(request, _("Your account sells for nobody yet."))
        return redirect("dashboard:promotion-list")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make it, or look for goods and show all that was typed again."""
        if request.POST.get("action") != FIND:
            return super().post(request, *args, **kwargs)
        typed = request.POST.dict() | {"products": request.POST.getlist("products")}
        form = PromotionForm(user=self.request.user, initial=typed)
        return self.render_to_response(self.get_context_data(form=form))

    def form_valid(self, form: PromotionForm) -> HttpResponse:
        try:
            promotion = create_promotion(draft=form.draft(), by=self.request.user)
        except ValidationError as error:
            form.refuse(error.message_dict)
            return self.form_invalid(form)
        messages.success(self.request, _("The promotion has been made."))
        return redirect(DETAIL, pk=promotion.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"cap": highest_percentage()}


class EndPromotionView(View):
    """End it at once: asked first, then one press."""

    http_method_names = ["post"]
    request: AuthenticatedHttpRequest

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        promotion = get_object_or_404(promotions_of(request.user), pk=pk)
        end_promotion(promotion=promotion)
        messages.success(request, _("The promotion has ended."))
        return redirect(DETAIL, pk=pk)


class PromotionUsesView(View):
    """The uses of one promotion as a table for spreadsheets."""

    def get(self, request: AuthenticatedHttpRequest, pk: int) -> StreamingHttpResponse:
        promotion = get_object_or_404(promotions_of(request.user), pk=pk)
        return csv_response(f"khuyen-mai-{pk}.csv", _rows(promotion))


def _rows(promotion: Promotion) -> Iterator[list[Any]]:
    """Money in whole đồng, moments in Vietnam's time."""
    yield [
        _("Order"),
        _("When"),
        _("Code"),
        _("Off goods"),
        _("Off delivery"),
        _("Who bears it"),
        _("Status of the order"),
    ]
    uses: QuerySet[PromotionUse] = promotion.uses.select_related("order").order_by("pk")
    for use in uses.iterator(chunk_size=1000):
        yield [
            use.order.number,
            f"{use.used_at.astimezone(VIETNAM):%Y-%m-%d %H:%M}",
            use.code,
            use.goods,
            use.delivery,
            use.get_bearer_display(),
            use.order.status_label,
        ]
