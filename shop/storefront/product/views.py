"""The product page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from catalogue.http_cache import publicly_cacheable
from catalogue.paths import absolute_url, home_crumb
from catalogue.social_card import site_image
from shop.shipping.destinations import find_destination
from shop.shipping.remembered_province import remember_province
from shop.storefront.error_pages import gone
from shop.storefront.product.delivery import PARAMETER
from shop.storefront.product.merged import lead_on
from shop.storefront.product.meta_description import meta_description
from shop.storefront.product.page import (
    ProductDetails,
    find_product,
    product_details,
    taken_down_since,
)
from shop.storefront.product.review_structured_data import rating_properties
from shop.storefront.product.reviews import read_reviews
from shop.storefront.product.social_card import product_image
from shop.storefront.product.structured_data import json_ld
from shop.users.age import audience_of

#: Parameters that make the same page say a little more; search engines keep the plain one.
VARIANTS = {PARAMETER, "so_luong"}


@method_decorator(publicly_cacheable, name="dispatch")
class ProductDetailView(TemplateView):
    """One product: as long as it is certified for sale, afterwards an honest page that says so."""

    template_name = "storefront/product/detail.html"
    ended_template_name = "storefront/product/expired.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the product; a province asked for is remembered for the next one.

        What an authority has taken down answers 410 and says so (NĐ 248/2026). A product that was
        merged into another leads there for good.
        """
        try:
            response = super().get(request, *args, **kwargs)
        except Http404:
            since = taken_down_since(kwargs["product_slug"], audience_of(request))
            if since is not None:
                return gone(request, since)
            return lead_on(request, "catalogue:detail", kwargs["product_slug"])
        province = find_destination(request.GET.get(PARAMETER, ""))
        if province is not None:
            remember_province(response, province)
        return response

    def get_context_data(self, **kwargs: Any) -> dict:
        """Return the product; Http404 when it was never certified or may not be shown."""
        page_data = find_product(kwargs["product_slug"], audience_of(self.request))
        if page_data is None:
            raise Http404
        product = product_details(page_data)
        in_force = product.certificate is not None and product.certificate.state == "in_force"
        if not in_force:
            self.template_name = self.ended_template_name
        crumbs = _crumbs(product)
        reviews = read_reviews(product_id=page_data.product.pk, product_slug=page_data.product.slug)
        ratings, description = rating_properties(reviews), meta_description(product)
        picture = (
            site_image()
            if product.for_adults
            else product_image(page_data.product, page_data.certificates)
        )
        is_open = in_force and not product.for_adults
        return super().get_context_data(
            heading=product.title,
            description=description,
            canonical_url=absolute_url(product.url),
            noindex=not is_open or bool(self.request.GET.keys() & VARIANTS),
            og_image=picture,
            crumbs=crumbs,
            product=product,
            reviews=reviews,
            json_ld=json_ld(product, crumbs, ratings, picture=picture.url, description=description)
            if is_open
            else "",
            card_rows=product.card_rows,
            **kwargs,
        )


def _crumbs(product: ProductDetails) -> list[tuple[str, str]]:
    crumbs = [home_crumb(), (_("Products"), reverse("catalogue:index"))]
    if product.group:
        crumbs.append((product.group.name, product.group.url))
    return [*crumbs, (product.title, "")]
