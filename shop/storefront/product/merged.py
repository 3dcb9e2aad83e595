"""Where the page of a product went that was merged into another."""

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse

from catalogue.http_cache import PRIVATE
from catalogue.models import ProductMerge
from catalogue.models.alcohol_rule import hidden_types
from shop.users.age import audience_of


def lead_on(request: HttpRequest, url_name: str, slug: str) -> HttpResponsePermanentRedirect:
    """Lead to the product that stands for the one with this slug, in the language of the request.

    Browsers ask each time all the same, as a merge may be undone. Raises Http404 for a product that
    was never merged, or into one that the reader may not see.
    """
    merges = ProductMerge.objects.in_force().filter(merged__slug=slug)
    merges = merges.exclude(kept__legal_type__in=hidden_types(audience_of(request)))
    kept = merges.values_list("kept__slug", flat=True).first()
    if kept is None:
        raise Http404
    path = reverse(url_name, kwargs={"product_slug": kept})
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    response["Cache-Control"] = PRIVATE
    return response
