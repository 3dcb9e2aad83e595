"""How a seller delivers: days to pack, days off, free delivery, pickup. Sellers change their own."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView, UpdateView

from shop.dashboard.partners.forms import DeliveryTermsForm
from shop.partner.access import partners_of
from shop.partner.models import Partner
from shop.users.requests import AuthenticatedHttpRequest

#: Who has it looks after the delivery of all sellers; others after their own.
CHANGES_ALL = "partner.change_partner"
PER_PAGE = 40


class DeliveryTermsListView(ListView):
    """Seller by seller; who works for one alone is led to its form."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/partners/delivery_list.html"
    paginate_by = PER_PAGE
    context_object_name = "partners"

    def get_queryset(self) -> QuerySet[Partner]:
        return partners_of(self.request.user, sees_all=CHANGES_ALL)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """List them, unless there is but one."""
        own = list(self.get_queryset()[:2])
        if len(own) == 1:
            return redirect("dashboard:delivery-terms", pk=own[0].pk)
        return super().get(request, *args, **kwargs)


class DeliveryTermsView(UpdateView):
    """The form of one seller."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/partners/delivery_terms.html"
    form_class = DeliveryTermsForm
    context_object_name = "partner"

    @transaction.atomic
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Judge and write the form while nobody else changes this seller."""
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Partner]:
        partners = partners_of(self.request.user, sees_all=CHANGES_ALL)
        return partners.select_for_update(no_key=True, of=("self",)) if self._writes else partners

    def get_success_url(self) -> str:
        messages.success(
            self.request, _("Saved. New orders go by it; those placed stay as promised.")
        )
        return reverse("dashboard:delivery-terms", kwargs={"pk": self.object.pk})

    @property
    def _writes(self) -> bool:
        return self.request.method == "POST"
