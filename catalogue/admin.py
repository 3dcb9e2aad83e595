"""Django's admin over the catalogue: Oscar's screens and ours, for superusers.

Certificates are read-only here: they change through services, which keep their history.
"""

from django.contrib import admin
from oscar.apps.catalogue.admin import *

from catalogue.models import (
    Certificate,
    CertificateEvent,
    ClassificationNode,
    Commune,
    Producer,
    Province,
    RegisterEntry,
)


class ReadOnlyAdmin(admin.ModelAdmin):
    """A screen to look, not to change."""

    def has_add_permission(self, request, obj=None):
        """Nobody adds here."""
        return False

    def has_change_permission(self, request, obj=None):
        """Nobody changes here."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Nobody deletes here."""
        return False


class EventInline(admin.TabularInline):
    """History of one certificate."""

    model = CertificateEvent
    extra = 0
    can_delete = False

    def has_change_permission(self, request, obj=None):
        """History is not rewritten."""
        return False

    def has_add_permission(self, request, obj=None):
        """History is written by services."""
        return False


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    """Certificates with their history."""

    list_display = [
        "product",
        "stars",
        "decision_number",
        "valid_from",
        "valid_until",
        "revoked_on",
    ]
    list_filter = ["stars", "issuer_level"]
    search_fields = ["code", "decision_number", "product__title"]
    list_select_related = ["product"]
    inlines = [EventInline]


@admin.register(RegisterEntry)
class RegisterEntryAdmin(ReadOnlyAdmin):
    """The register as received."""

    list_display = ["product_name", "producer_name", "province", "stars", "certified_year"]
    search_fields = ["product_name", "producer_name", "folded"]


@admin.register(Producer)
class ProducerAdmin(admin.ModelAdmin):
    """Producers and the people who act for them."""

    list_display = ["name", "kind", "province"]
    search_fields = ["name"]
    autocomplete_fields = ["members", "commune"]


@admin.register(Commune)
class CommuneAdmin(ReadOnlyAdmin):
    """Communes, found by name."""

    search_fields = ["name", "code"]


admin.site.register([ClassificationNode, Province], ReadOnlyAdmin)
