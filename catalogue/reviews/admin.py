"""Django's admin of reviews: read here, decided in the back office, deleted nowhere."""

from django.contrib import admin

from catalogue.reviews.models import ProductReview, ReviewDecision


class ReadOnly:
    """Shows and changes nothing: a decision made by hand would have no reason on record."""

    def has_add_permission(self, request, obj=None):
        """Reviews come from buyers."""
        return False

    def has_change_permission(self, request, obj=None):
        """Nothing is typed here."""
        return False

    def has_delete_permission(self, request, obj=None):
        """An unfavourable review does not vanish (Luật 19/2023 Đ.39.3)."""
        return False


class ReviewDecisionInline(ReadOnly, admin.TabularInline):
    """Who decided what, when and why."""

    model = ReviewDecision


@admin.register(ProductReview)
class ProductReviewAdmin(ReadOnly, admin.ModelAdmin):
    """Reviews with the decisions on them."""

    list_display = ["product", "score", "status", "written_at"]
    list_filter = ["status", "score"]
    list_select_related = ["product"]
    search_fields = ["body", "product__title"]
    inlines = [ReviewDecisionInline]
