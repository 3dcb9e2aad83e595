"""The product page."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from catalogue.http_cache import publicly_cacheable
from catalogue.paths import absolute_url, home_crumb
from shop.storefront.product.meta_description import summary
from shop.storefront.product.page import ProductDetails, find_product, product_details
from shop.storefront.product.review_structured_data import rating_facts
from shop.storefront.product.reviews import read_section
from shop.storefront.product.social_card import product_image
from shop.storefront.product.structured_data import json_ld

#: Parameters that make the same page say a little more; search engines keep the plain one.
VARIANTS = {"giao_den", "so_luong"}


@method_decorator(publicly_cacheable, name="dispatch")
class ProductDetailView(TemplateView):
    """One product: as long as it is certified for sale, afterwards an honest page that says so."""

    template_name = "storefront/product/detail.html"
    ended_template_name = "storefront/product/expired.html"

    def get_context_data(self, **kwargs: Any) -> dict:
        """Return the product; Http404 when it was never certified or may not be shown."""
        found = find_product(kwargs["product_slug"])
        if found is None:
            raise Http404
        product = product_details(found)
        in_force = product.certificate is not None and product.certificate.state == "in_force"
        if not in_force:
            self.template_name = self.ended_template_name
        crumbs = _crumbs(product)
        reviews = read_section(product_id=found.product.pk, product_slug=found.product.slug)
        ratings, described = rating_facts(reviews), summary(product)
        picture = product_image(found.product)
        return super().get_context_data(
            heading=product.title,
            description=described,
            canonical_url=absolute_url(product.url),
            noindex=not in_force or bool(self.request.GET.keys() & VARIANTS),
            og_image=picture,
            crumbs=crumbs,
            product=product,
            reviews=reviews,
            json_ld=json_ld(product, crumbs, ratings, picture=picture.url, summary=described)
            if in_force
            else "",
            shelves=product.shelves,
            **kwargs,
        )


def _crumbs(product: ProductDetails) -> list[tuple[str, str]]:
    crumbs = [home_crumb(), (_("Products"), reverse("catalogue:index"))]
    if product.group:
        crumbs.append((product.group.name, product.group.url))
    return [*crumbs, (product.title, "")]
