"""Pictures of shared addresses: drawn when first asked for, kept in a folder, never stale."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.views import View

from catalogue.kept import FOR_ALL, asked_each_time
from catalogue.sharing import find_card, share_image
from cms.cards import story_card
from cms.models import StoryPage
from cms.models.story import ENGLISH_STORY_KIND, STORY_KIND, story_share
from theme.share import ShareCard, share_png

STORY_KINDS = (STORY_KIND, ENGLISH_STORY_KIND)


class ShareView(View):
    """One picture. What is not public now is 404; an address of before leads to the one of now."""

    def get(self, request, kind: str, slug: str, version: str) -> HttpResponse:
        """Answer with the picture of exactly this version, as long as it is public."""
        card = _story(kind, slug) if kind in STORY_KINDS else find_card(kind, slug)
        if card is None:
            raise Http404
        if card.version != version:
            answer = HttpResponseRedirect(share_image(kind, slug, card).url)
            patch_cache_control(answer, no_store=True)
            return answer
        answer = HttpResponse(kept(kind, slug, card), content_type="image/png")
        return asked_each_time(request, answer, FOR_ALL)


def kept(kind: str, slug: str, card: ShareCard) -> bytes:
    """Return the picture from its file, drawing it once; pictures of before are thrown away.

    A folder that cannot be written costs the time of drawing, never the answer.
    """
    folder = Path(settings.SHARE_FOLDER) / kind / slug
    file = folder / f"{card.version}.png"
    with suppress(OSError):
        return file.read_bytes()
    drawn = share_png(card)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".tmp")
        with os.fdopen(handle, "wb") as written:
            written.write(drawn)
        Path(name).replace(file)
    return drawn


def _story(kind: str, slug: str) -> ShareCard | None:
    story = StoryPage.objects.told().for_cards().filter(slug=slug).first()
    if story is None or (kind == ENGLISH_STORY_KIND and not story.is_translated):
        return None
    return story_share(story, story_card(story).cover, kind)
