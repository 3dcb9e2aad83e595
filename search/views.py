"""Pages that list products: parse, ask the engine, choose a template."""

from dataclasses import asdict, replace

from django.http import Http404, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import RedirectView, TemplateView

from catalogue.addresses import full_address, home_crumb
from catalogue.kept import FOR_ONE, asked_each_time, shared
from catalogue.models import Producer, Region
from catalogue.sharing import site_image
from cms.models import ProvinceIndexPage
from search import pages
from search.answers import answer
from search.place_pages import province_page, region_page
from search.popularity import note_search
from search.producer_page import has_page, producer_page
from search.query import RELEVANCE, Scope, SearchQuery, clean_text
from search.results import SearchResults
from search.suggestions import suggest
from search.vocabulary import Vocabulary

#: Lists with more filters than this are one of millions: crawlers need not keep them.
INDEXED_FILTERS = 2
#: So many products of one producer are seen at a glance.
FEW = 4


@method_decorator(shared, name="dispatch")
class CatalogueView(TemplateView):
    """All products. The other lists differ in their scope and in what stands around them."""

    template_name = "search/listing.html"

    @cached_property
    def words(self) -> Vocabulary:
        """The vocabulary, read once a request."""
        return Vocabulary.load()

    def scope(self) -> Scope:
        """Return what the page is about; raises Http404 when there is no such thing."""
        return Scope()

    def get_context_data(self, **kwargs) -> dict:
        """Return the list and the page around it."""
        path = self.request.path
        query = SearchQuery.parse(self.request.GET, scope=self.scope())
        results = answer(query, self.words)
        shown = results.query.with_(sort=RELEVANCE, page=results.query.page)
        return super().get_context_data(
            canonical_url=full_address(shown.url(path)),
            noindex=bool(shown.text) or shown.filters > INDEXED_FILTERS,
            **pages.list_context(results, path, self.words),
            **{"og_image": site_image()} | self.page(results),
            **kwargs,
        )

    def page(self, results: SearchResults) -> dict:
        """Return what stands around the list."""
        heading = _("All products")
        return {
            "heading": heading,
            "description": _(
                "Every OCOP specialty of Vietnam that is certified today, by group, region, "
                "province, stars and price."
            ),
            "crumbs": [home_crumb(), (heading, "")],
        }


class RegionsView(RedirectView):
    """The six regions have no page of their own: they stand on that of all provinces."""

    permanent = True

    def get_redirect_url(self, *args, **kwargs) -> str:
        """Return the page of all provinces in the reader's language."""
        return reverse("wagtail_serve", args=[f"{ProvinceIndexPage.fixed_slug}/"])


class GroupView(CatalogueView):
    """One sector or group of the classification in force."""

    def scope(self) -> Scope:
        """Return the group of the address."""
        if self.kwargs["slug"] not in self.words.groups:
            raise Http404
        return Scope(group=self.kwargs["slug"])

    def page(self, results: SearchResults) -> dict:
        """Return heading and crumbs."""
        return pages.group_page(self.words.groups[self.kwargs["slug"]], self.words)


class RegionView(CatalogueView):
    """One of the six regions."""

    template_name = "search/region.html"

    @cached_property
    def region(self) -> Region:
        """The region of the address."""
        return get_object_or_404(Region, slug=self.kwargs["slug"])

    def scope(self) -> Scope:
        """Return the region of the address."""
        return Scope(region=self.region.slug)

    def page(self, results: SearchResults) -> dict:
        """Return heading and the region's provinces."""
        return region_page(self.region, results, request=self.request)


class ProvinceView(CatalogueView):
    """One province: what editors wrote, and its products as they are now."""

    template_name = "search/province.html"

    def get(self, request, *args, **kwargs):
        """Lead an old name or another spelling to the province of today, for good."""
        slug = kwargs["slug"]
        current = self.words.current_province(slug)
        if current is None:
            raise Http404
        if current.slug != slug:
            address = reverse("search:province", kwargs={"slug": current.slug})
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        return super().get(request, *args, **kwargs)

    def scope(self) -> Scope:
        """Return the province of the address."""
        return Scope(province=self.kwargs["slug"])

    def page(self, results: SearchResults) -> dict:
        """Return the province's words, producers and stories."""
        return province_page(self.kwargs["slug"], self.words, results, request=self.request)


class ProducerView(CatalogueView):
    """One producer and what of its products is certified today."""

    template_name = "search/producer.html"

    @cached_property
    def producer(self) -> Producer:
        """The producer of the address; one that never had a certified product has no page."""
        makers = Producer.objects.select_related("province__region", "commune")
        producer = get_object_or_404(makers, slug=self.kwargs["slug"])
        if not has_page(producer):
            raise Http404
        return producer

    def scope(self) -> Scope:
        """Return the producer of the address."""
        return Scope(producer=self.producer.slug)

    def get_context_data(self, **kwargs) -> dict:
        """A page without products is no answer to a search; a few need no filters."""
        context = super().get_context_data(**kwargs)
        shown = context["results"]
        if shown.total <= FEW and not shown.active_count:
            context["results"] = replace(shown, facets=[])
        return context | {"noindex": context["noindex"] or context["nothing"]}

    def page(self, results: SearchResults) -> dict:
        """Return what is known of the producer."""
        return producer_page(self.producer, results, self.words, request=self.request)


class SearchView(CatalogueView):
    """Search: products first, then places, producers and stories with the words typed."""

    template_name = "search/search.html"

    def page(self, results: SearchResults) -> dict:
        """Return the heading and what stands beside the products; count what was typed."""
        note_search(self.request, results)
        return pages.search_page(results, self.request.path, self.words)


class SuggestView(TemplateView):
    """Suggestions for what was typed so far: JSON for script, a plain page without."""

    template_name = "search/suggest.html"

    def get(self, request, *args, **kwargs):
        """Answer in the form that was asked for."""
        found = suggest(clean_text(request.GET.get("q", "")), request)
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            response = JsonResponse(asdict(found), json_dumps_params={"ensure_ascii": False})
        else:
            context = {"query": found.q, "suggestions": found, "noindex": True}
            response = self.render_to_response(context | {"heading": _("Suggestions")}).render()
        patch_vary_headers(response, ["Accept"])
        return asked_each_time(request, response, FOR_ONE)
