"""Answers to select boxes too long to send whole: a thousand producers, 3,321 communes."""

from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from oscar.views.generic import ObjectLookupView

from catalogue.models import Commune, Producer
from catalogue.text import question, slugify_vi
from shop.partner.access import visible_rows
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest

MAX_RESULTS = 50


class AccentInsensitiveLookupView(ObjectLookupView):
    """Oscar's lookup, which finds names typed with or without marks and survives nonsense."""

    def get_args(self) -> tuple[str | None, str | None, int, int]:
        """Read the query string; a page that is no number is a bad request, not an error."""
        try:
            initial, text, page, limit = super().get_args()
        except ValueError as error:
            raise BadRequest from error
        if initial and not initial.replace(",", "").isdigit():
            raise BadRequest
        return initial, text, max(page, 1), min(max(limit, 1), MAX_RESULTS)


def producers_of(user: User) -> QuerySet[Producer]:
    """Return the producers whose goods a person may enter: the shop's people all, sellers own."""
    return visible_rows(Producer.objects.all(), user, sees_all="catalogue.change_product")


class ProducerLookupView(AccentInsensitiveLookupView):
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[Producer]:
        """Producers with their province; a seller finds the own ones."""
        return producers_of(self.request.user).select_related("province")

    def lookup_filter(self, qs: QuerySet[Producer], term: str) -> QuerySet[Producer]:
        """The folded name is the slug."""
        return qs.filter(slug__contains=slugify_vi(question(term)))

    def format_object(self, obj: Producer) -> dict[str, Any]:
        """Name and province, since co-operatives share names."""
        return {"id": obj.pk, "text": f"{obj.name} ({obj.province.name})"}


class CommuneLookupView(AccentInsensitiveLookupView):
    def get_queryset(self) -> QuerySet[Commune]:
        return Commune.objects.select_related("province")

    def lookup_filter(self, qs: QuerySet[Commune], term: str) -> QuerySet[Commune]:
        """The folded name is the slug."""
        return qs.filter(slug__contains=slugify_vi(question(term)))

    def format_object(self, obj: Commune) -> dict[str, Any]:
        """Name and province, since communes share names."""
        return {"id": obj.pk, "text": f"{obj.name} ({obj.province.name})"}
