"""Pages that list products: parse, ask the engine, choose a template."""

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from catalogue.audience import Audience
from catalogue.http_cache import publicly_cacheable, revalidate_private
from catalogue.paths import absolute_url, home_crumb
from catalogue.social_card import site_image
from catalogue.text import question
from search.analytics import record_search
from search.answers import answer
from search.query import RELEVANCE, SearchQuery, SearchScope
from search.results import SearchResults
from search.suggestions import suggest
from search.vocabulary import Vocabulary
from shop.storefront.listing import page
from shop.users.age import audience_of

#: Lists with more filters than this are one of millions: crawlers need not keep them.
MAX_INDEXED_FILTERS = 2


@method_decorator(publicly_cacheable, name="dispatch")
class CatalogueView(TemplateView):
    """All products. The other lists differ in their scope and in the page around them."""

    template_name = "storefront/listing/list.html"

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary, read once a request."""
        return Vocabulary.load()

    @cached_property
    def audience(self) -> Audience:
        """For whom the list is made."""
        return audience_of(self.request)

    def scope(self) -> SearchScope:
        """Return what the page is about; raises Http404 when there is no such thing."""
        return SearchScope()

    def get_context_data(self, **kwargs: Any) -> dict:
        """Return the list and the page around it."""
        path = self.request.path
        query = SearchQuery.parse(self.request.GET, scope=self.scope(), audience=self.audience)
        results = answer(query, self.vocabulary)
        canonical_query = results.query.with_(sort=RELEVANCE, page=results.query.page)
        return super().get_context_data(
            canonical_url=absolute_url(canonical_query.url(path)),
            noindex=bool(canonical_query.text) or canonical_query.filters > MAX_INDEXED_FILTERS,
            **page.list_context(results, path, self.vocabulary),
            **{"og_image": site_image()} | self.page(results),
            **kwargs,
        )

    def page(self, results: SearchResults) -> dict:
        """Return the context around the list."""
        heading = _("All products")
        return {
            "heading": heading,
            "description": _(
                "Every OCOP specialty of Vietnam that is certified today, by group, region, "
                "province, stars and price."
            ),
            "crumbs": [home_crumb(), (heading, "")],
        }


class GroupView(CatalogueView):
    """One sector or group of the classification in force."""

    def scope(self) -> SearchScope:
        if self.kwargs["slug"] not in self.vocabulary.groups:
            raise Http404
        return SearchScope(group=self.kwargs["slug"])

    def page(self, results: SearchResults) -> dict:
        return page.group_page(self.vocabulary.groups[self.kwargs["slug"]], self.vocabulary)


class SearchView(CatalogueView):
    """Search: products first, then places, producers and stories with the words typed."""

    template_name = "storefront/listing/search.html"

    def page(self, results: SearchResults) -> dict:
        """Return the heading and related results; count what was typed."""
        record_search(self.request, results)
        return page.search_page(results, self.request.path, self.vocabulary)


class SuggestView(TemplateView):
    """Suggestions for what was typed so far: JSON for script, a plain page without."""

    template_name = "storefront/listing/suggestions.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer in the form that was asked for."""
        suggestions = suggest(
            question(request.GET.get("q", "")), request, audience=audience_of(request)
        )
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            response: HttpResponse = JsonResponse(
                asdict(suggestions), json_dumps_params={"ensure_ascii": False}
            )
        else:
            context = {"query": suggestions.q, "suggestions": suggestions, "noindex": True}
            page = self.render_to_response(context | {"heading": _("Suggestions")})
            response = page.render() if isinstance(page, TemplateResponse) else page
        patch_vary_headers(response, ["Accept", "Cookie"])
        return revalidate_private(request, response)
