"""Django's admin of reviews: read here, decided in the dashboard, deleted nowhere."""

from django.contrib import admin

from catalogue.read_only_admin import ReadOnly
from catalogue.reviews.models import ProductReview, ReviewDecision


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
