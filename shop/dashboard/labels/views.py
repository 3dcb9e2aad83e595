"""The list of labels, incomplete ones first asked for."""

from typing import Any

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from catalogue.labels import label_meter
from catalogue.models import Product
from catalogue.models.label_rule import label_gate
from catalogue.models.product import ProductQuerySet
from catalogue.province_access import own_province_rows
from shop.partner.access import own_rows
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40


class LabelFilter(TextChoices):
    """Filters of the list; the words are query-string values."""

    INCOMPLETE = "", _("Incomplete")
    COMPLETE = "du", _("Complete")


def labels_of(user: User) -> ProductQuerySet:
    """Return the shown products whose labels a person looks after, each once."""
    products = Product.objects.displayable()
    if user.has_perm("catalogue.view_product"):
        return products
    if user.has_perm("catalogue.view_certificate"):
        return own_province_rows(products, user, province="province")  # type: ignore[return-value]
    own = own_rows(products, user, partner="stockrecords__partner")
    return own.distinct()  # type: ignore[return-value]  # rows of any model


class LabelListView(ListView):
    """Product by product how much of what the law wants is stated, and what is missing."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/labels/list.html"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Product]:
        wanted = self.request.GET.get("show", "")
        self.show = wanted if wanted in LabelFilter.values else LabelFilter.INCOMPLETE.value
        products = self._products(self.show).select_related("producer")
        return products.with_label().order_by("producer__name", "title", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        return context | {
            "rows": [(product, label_meter(product)) for product in context["object_list"]],
            "tabs": [
                (value, label, self._products(value).count(), value == self.show)
                for value, label in LabelFilter.choices
            ],
            "step": label_gate(),
            "edits": user.has_perm("catalogue.change_product")
            or user.has_perm("partner.dashboard_access"),
        }

    def _products(self, show: str) -> ProductQuerySet:
        products = labels_of(self.request.user)
        if show == LabelFilter.INCOMPLETE:
            return products.with_incomplete_label()
        return products.with_complete_label()
