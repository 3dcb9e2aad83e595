"""One sitemap of everything public: products behind the gate, places, producers, pages."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page

from catalogue.models import ClassificationNode, Producer, Product, Province, Region


class ProductSitemap(Sitemap):
    """Products certified today."""

    def items(self):
        """Return the gate's products in a stable order."""
        return Product.objects.public().order_by("pk")

    def lastmod(self, product):
        """Return when the product was last changed."""
        return product.date_updated


class ProducerSitemap(Sitemap):
    """Producers with something on sale."""

    def items(self):
        """Return producers of public products."""
        makers = Product.objects.public().values("producer_id")
        return Producer.objects.filter(pk__in=makers).order_by("pk")


class PlaceSitemap(Sitemap):
    """Regions, provinces and product groups."""

    def items(self):
        """Return the addresses themselves."""
        pages = [(reverse("catalogue:index"))]
        for name, queryset in (
            ("region", Region.objects.all()),
            ("province", Province.objects.all()),
            ("group", ClassificationNode.objects.browsable()),
        ):
            pages += [reverse(f"search:{name}", kwargs={"slug": each.slug}) for each in queryset]
        return pages

    def location(self, item):
        """Return the address."""
        return item


class PageSitemap(Sitemap):
    """Home, stories and standing pages; province pages stand among the places."""

    def items(self):
        """Return live public Wagtail pages below the root."""
        return (
            Page.objects.live().public().filter(depth__gte=2).exclude(url_path__contains="/tinh/")
        ).order_by("path")

    def location(self, page):
        """Return the page's path on the site."""
        return page.get_url() or "/"

    def lastmod(self, page):
        """Return when it was last published."""
        return page.last_published_at


SITEMAPS = {
    "products": ProductSitemap,
    "producers": ProducerSitemap,
    "places": PlaceSitemap,
    "pages": PageSitemap,
}
