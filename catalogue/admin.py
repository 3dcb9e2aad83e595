"""Django's admin over the catalogue: Oscar's screens and ours, for superusers.

Certificates are read-only here: they change through services, which keep their history.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from oscar.apps.catalogue.admin import *

from catalogue.models import (
    Certificate,
    CertificateEvent,
    ClassificationNode,
    Commune,
    Producer,
    Province,
    ProvinceAssignment,
    RegisterEntry,
    Takedown,
)
from catalogue.photos.forms import keep_uploads
from catalogue.read_only_admin import ReadOnly


class EventInline(ReadOnly, admin.TabularInline):
    """History of one certificate."""

    model = CertificateEvent


@admin.register(Certificate)
class CertificateAdmin(ReadOnly, admin.ModelAdmin):
    """Certificates with their history."""

    list_display = [
        "product",
        "stars",
        "decision_number",
        "issued_not_before",
        "issued_not_after",
        "valid_until",
        "possible_until",
        "revoked_on",
    ]
    list_filter = ["stars", "issuer_level"]
    search_fields = ["code", "decision_number", "product__title"]
    list_select_related = ["product"]
    inlines = [EventInline]


@admin.register(Takedown)
class TakedownAdmin(ReadOnly, admin.ModelAdmin):
    """Takedowns, placed and lifted."""

    list_display = ["product", "ground", "authority", "placed_at", "lifted_at"]
    list_filter = ["ground"]
    search_fields = ["authority", "document_number", "product__title"]
    list_select_related = ["product"]


@admin.register(RegisterEntry)
class RegisterEntryAdmin(ReadOnly, admin.ModelAdmin):
    """The register as received."""

    list_display = ["product_name", "producer_name", "province", "stars", "certified_year"]
    search_fields = ["product_name", "producer_name", "folded"]


@admin.register(Producer)
class ProducerAdmin(admin.ModelAdmin):
    """Producers and the people who act for them."""

    list_display = ["name", "kind", "province"]
    search_fields = ["name"]
    autocomplete_fields = ["members", "commune"]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Return a form that keeps the portrait while another field is wrong."""
        form = super().get_form(request, *args, **kwargs)
        if request.user.is_authenticated:
            keep_uploads(form.base_fields.values(), request.user)
        return form


@admin.register(Commune)
class CommuneAdmin(ReadOnly, admin.ModelAdmin):
    """Communes, found by name."""

    search_fields = ["name", "code"]


@admin.register(ClassificationNode, Province)
class ReferenceAdmin(ReadOnly, admin.ModelAdmin):
    """Classification and provinces, as the reference data has them."""


@admin.register(ProvinceAssignment)
class ProvinceAssignmentAdmin(admin.ModelAdmin):
    """Who acts for which province."""

    list_display = ["user", "province"]
    list_filter = ["province"]
    search_fields = ["user__email"]
    raw_id_fields = ["user"]
    list_select_related = ["user", "province"]
