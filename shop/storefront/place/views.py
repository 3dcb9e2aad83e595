"""Pages of regions and provinces: lists with what editors wrote around them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import RedirectView

from catalogue.models import Region
from catalogue.paths import province_path
from cms.models import ProvinceIndexPage
from search.query import SearchScope
from search.results import SearchResults
from shop.storefront.listing.views import CatalogueView
from shop.storefront.place.page import province_page, region_page


class RegionsView(RedirectView):
    """The six regions have no list of their own: the page of all provinces shows them."""

    permanent = True

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        """Return the page of all provinces, or while nobody may read it, that of all products."""
        if not ProvinceIndexPage.objects.live().public().exists():
            self.permanent = False
            return reverse("catalogue:index")
        return reverse("wagtail_serve", args=[f"{ProvinceIndexPage.fixed_slug}/"])


class RegionView(CatalogueView):
    """One of the six regions."""

    template_name = "storefront/place/region.html"

    @cached_property
    def region(self) -> Region:
        return get_object_or_404(Region, slug=self.kwargs["slug"])

    def scope(self) -> SearchScope:
        return SearchScope(region=self.region.slug)

    def page(self, results: SearchResults) -> dict:
        return region_page(self.region, results, request=self.request)


class ProvinceView(CatalogueView):
    """One province: what editors wrote, and its products as they are now."""

    template_name = "storefront/place/province.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead an old name or another spelling to the province of today, for good."""
        slug = kwargs["slug"]
        current = self.vocabulary.current_province(slug)
        if current is None:
            raise Http404
        if current.slug != slug:
            path = province_path(current.slug)
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
        return super().get(request, *args, **kwargs)

    def scope(self) -> SearchScope:
        return SearchScope(province=self.kwargs["slug"])

    def page(self, results: SearchResults) -> dict:
        return province_page(self.kwargs["slug"], self.vocabulary, results, request=self.request)
