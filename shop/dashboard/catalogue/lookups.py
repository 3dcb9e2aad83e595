"""Answers to select boxes too long to send whole: a thousand producers, 3,321 communes."""

from typing import Any

from django.db.models import QuerySet
from oscar.views.generic import ObjectLookupView

from catalogue.models import Commune, Producer
from catalogue.text import question, slugify_vi
from shop.partner.access import visible_rows
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest

PAGE_LIMIT = 20
MAX_RESULTS = 50
MAX_PAGE = 10_000
MAX_DIGITS = 9


class AccentInsensitiveLookupView(ObjectLookupView):
    """Oscar's lookup, which finds names typed with or without marks; nonsense it leaves out."""

    def get_args(self) -> tuple[str | None, str | None, int, int]:
        """Read the query string: the nearest page there can be, the keys that are keys."""
        query = self.request.GET
        keys = [key for key in (query.get("initial") or "").split(",") if _is_key(key)]
        page = _number(query.get("page"), 1, at_most=MAX_PAGE)
        limit = _number(query.get("page_limit"), PAGE_LIMIT, at_most=MAX_RESULTS)
        return ",".join(keys) or None, query.get("q"), page, limit


def _is_key(text: str) -> bool:
    """Whether a text can be a primary key: ASCII digits, within 32 bits."""
    return text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS


def _number(text: str | None, default: int, *, at_most: int) -> int:
    """Return a number of the query string from 1 to `at_most`; the default for what is none."""
    try:
        number = int(text or default)
    except ValueError:
        return default
    return min(max(number, 1), at_most)


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
