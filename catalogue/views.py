"""The product page and the star check."""

from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from catalogue.addresses import full_address, home_crumb
from catalogue.details import ProductDetails, find_product, product_details
from catalogue.kept import shared
from catalogue.reviews.section import read_section
from catalogue.reviews.structured_data import rating_facts
from catalogue.sharing import product_image
from catalogue.star_check import check_star
from catalogue.structured_data import json_ld
from catalogue.summary import summary
from catalogue.text import normalize

QUESTION_LIMIT = 120
#: Parameters that make the same page say a little more; search engines keep the plain one.
VARIANTS = {"giao_den", "so_luong"}


@method_decorator(shared, name="dispatch")
class ProductDetailView(TemplateView):
    """One product: as long as it is certified for sale, afterwards an honest page that says so."""

    template_name = "catalogue/product.html"
    ended_template_name = "catalogue/product_ended.html"

    def get_context_data(self, **kwargs) -> dict:
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
            canonical_url=full_address(product.url),
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


@method_decorator(shared, name="dispatch")
class StarCheckView(TemplateView):
    """Is this star true? Answers for every row of the register, sold here or not."""

    template_name = "catalogue/star_check.html"

    def get_context_data(self, **kwargs) -> dict:
        """Return the verdicts on what was asked."""
        text = normalize(self.request.GET.get("q", "")).replace("\x00", "").strip()
        text = text[:QUESTION_LIMIT]
        found = check_star(text)
        heading = _("Check a star")
        return super().get_context_data(
            asked=text,
            crumbs=[home_crumb(), (heading, "")],
            description=_(
                "Type a product, its producer or a certificate number: is its OCOP star in force, "
                "expired or revoked?"
            ),
            canonical_url=full_address(reverse("star_check")),
            noindex=bool(text),
            searched=found.searched,
            verdicts=found.verdicts,
            withheld=found.withheld,
            total=found.total,
            notices=found.notices,
            **kwargs,
        )


def _crumbs(product: ProductDetails) -> list[tuple[str, str]]:
    crumbs = [home_crumb(), (_("Products"), reverse("catalogue:index"))]
    if product.group:
        crumbs.append((product.group.name, product.group.url))
    return [*crumbs, (product.title, "")]
