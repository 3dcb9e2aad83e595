"""The product page and the star check."""

from django.views.generic import TemplateView


class ProductDetailView(TemplateView):
    """One product."""

    template_name = "catalogue/product.html"


class StarCheckView(TemplateView):
    """Is this star true?"""

    template_name = "catalogue/star_check.html"
