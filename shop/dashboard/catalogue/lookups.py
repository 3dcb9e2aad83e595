"""Answers to select boxes too long to send whole: a thousand producers, 3,321 communes."""

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from oscar.views.generic import ObjectLookupView

from catalogue.models import Commune, Producer
from catalogue.text import slugify_vi
from shop.partner.access import visible_rows

MAX_RESULTS = 50


class AccentInsensitiveLookupView(ObjectLookupView):
    """Oscar's lookup, which finds names typed with or without marks and survives nonsense."""

    def get_args(self):
        """Read the query string; a page that is no number is a bad request, not an error."""
        try:
            initial, text, page, limit = super().get_args()
        except ValueError as error:
            raise BadRequest from error
        if initial and not initial.replace(",", "").isdigit():
            raise BadRequest
        return initial, text, max(page, 1), min(max(limit, 1), MAX_RESULTS)


def producers_of(user) -> QuerySet[Producer]:
    """Return the producers whose goods a person may enter: the shop's people all, sellers own."""
    return visible_rows(Producer.objects.all(), user, sees_all="catalogue.change_product")


class ProducerLookupView(AccentInsensitiveLookupView):
    def get_queryset(self):
        """Producers with their province; a seller finds the own ones."""
        return producers_of(self.request.user).select_related("province")

    def lookup_filter(self, qs, term):
        """The folded name is the slug."""
        return qs.filter(slug__contains=slugify_vi(term))

    def format_object(self, obj):
        """Name and province, since co-operatives share names."""
        return {"id": obj.pk, "text": f"{obj.name} ({obj.province.name})"}


class CommuneLookupView(AccentInsensitiveLookupView):
    def get_queryset(self):
        return Commune.objects.select_related("province")

    def lookup_filter(self, qs, term):
        """The folded name is the slug."""
        return qs.filter(slug__contains=slugify_vi(term))

    def format_object(self, obj):
        """Name and province, since communes share names."""
        return {"id": obj.pk, "text": f"{obj.name} ({obj.province.name})"}
