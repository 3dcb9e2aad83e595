"""Social cards: drawn at the first request, cached in a folder, never stale."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.views import View

from catalogue.http_cache import revalidate_public
from catalogue.social_card import HOME, SITE, site_card, social_card_image
from cms.models import StoryPage
from cms.models.story import ENGLISH_STORY_KIND, STORY_KIND, story_card, story_social_card
from shop.storefront.listing import social_card as listing
from shop.storefront.place import social_card as place
from shop.storefront.producer import social_card as producer
from shop.storefront.product import social_card as product
from theme.social_card import SocialCard, social_card_png

STORY_KINDS = (STORY_KIND, ENGLISH_STORY_KIND)


class SocialCardView(View):
    """One picture. What is not public now is 404; the URL of an older version redirects to the current one."""

    def get(self, request: HttpRequest, kind: str, slug: str, version: str) -> HttpResponse:
        """Answer with the picture of exactly this version, as long as it is public."""
        card = _story(kind, slug) if kind in STORY_KINDS else _find_card(kind, slug)
        if card is None:
            raise Http404
        if card.version != version:
            redirect = HttpResponseRedirect(social_card_image(kind, slug, card).url)
            patch_cache_control(redirect, no_store=True)
            return redirect
        response = HttpResponse(cached_png(kind, slug, card), content_type="image/png")
        return revalidate_public(request, response)


def cached_png(kind: str, slug: str, card: SocialCard) -> bytes:
    """Return the picture from its file, drawing it once; older versions are deleted.

    A folder that cannot be written costs the time of drawing, never the answer.
    """
    folder = Path(settings.SOCIAL_CARD_FOLDER) / kind / slug
    file = folder / f"{card.version}.png"
    with suppress(OSError):
        return file.read_bytes()
    png = social_card_png(card)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.glob("*.png"):
            stale.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.write(png)
        Path(name).replace(file)
    return png


def _story(kind: str, slug: str) -> SocialCard | None:
    story = StoryPage.objects.published().for_cards().filter(slug=slug).first()
    if story is None or (kind == ENGLISH_STORY_KIND and not story.is_translated):
        return None
    return story_social_card(story, story_card(story).cover, kind)


def _find_card(kind: str, slug: str) -> SocialCard | None:
    """Return the card of what is public now under a kind and a slug, or None."""
    return _FINDERS[kind](slug) if kind in _FINDERS else None


_FINDERS = {
    product.KIND: product.find_product_card,
    producer.KIND: producer.find_producer_card,
    place.PROVINCE: place.find_province_card,
    place.REGION: place.find_region_card,
    listing.KIND: listing.find_group_card,
    SITE: lambda slug: site_card() if slug == HOME else None,
}
