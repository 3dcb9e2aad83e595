"""All reviews of one product, ten a page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from catalogue.http_cache import publicly_cacheable
from catalogue.models import Product
from catalogue.paths import absolute_url, home_crumb
from shop.storefront.product.merged import lead_on
from shop.storefront.product.reviews import read_reviews
from shop.users.age import audience_of


@method_decorator(publicly_cacheable, name="dispatch")
class ProductReviewList(TemplateView):
    """What buyers say of a product that is certified today."""

    template_name = "reviews/list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the reviews; those of a merged product stand with the one that stayed."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            return lead_on(request, "catalogue:reviews", kwargs["product_slug"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one page of reviews; a page that does not exist shows the nearest."""
        product_slug = kwargs.pop("product_slug")
        product = get_object_or_404(
            Product.objects.public(audience=audience_of(self.request)), slug=product_slug
        )
        page_parameter = self.request.GET.get("trang", "")
        page = int(page_parameter) if page_parameter.isdecimal() and len(page_parameter) < 6 else 1
        reviews = read_reviews(product_id=product.pk, product_slug=product.slug, page=page)
        heading = _("What buyers say about %(name)s") % {"name": product.title}
        url = product.get_absolute_url()
        return super().get_context_data(
            heading=heading,
            title=product.title,
            url=url,
            reviews=reviews,
            crumbs=[
                home_crumb(),
                (_("Products"), reverse("catalogue:index")),
                (product.title, url),
                (_("Reviews"), ""),
            ],
            canonical_url=absolute_url(reviews.url),
            noindex=reviews.total == 0 or page > 1,
            **kwargs,
        )
