"""What stands around a list: headings, crumbs, facts of the place or the producer."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.models import Product
from catalogue.paths import group_path, home_crumb
from catalogue.social_card import social_card_image
from catalogue.text import fold
from search.analysis.diacritics import as_written
from search.engines.select import engine
from search.home_counts import count_public
from search.related_results import (
    Link,
    groups_for,
    places_for,
    producers_for,
    stories_for,
)
from search.results import FacetValue, SearchResults
from search.vocabulary import Group, Vocabulary
from shop.storefront.listing import social_card
from shop.storefront.listing.group_tiles import group_tiles
from shop.storefront.listing.results import build_listing, options_of, ways_out
from theme.social_card import SocialCard

ELSEWHERE = 6
#: Names looked at for how a corrected text is written.
LIKE = 3


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What a page that found nothing offers: less, the same words elsewhere, and other goods.

    `found` is the number of products that the words alone find; `ended` leads to the star check,
    which tells of those that are certified no more.
    """

    less: list[Link]
    elsewhere: list[Link]
    found: int
    groups: list[Link]
    ended: Link | None


def list_context(results: SearchResults, path: str, words: Vocabulary) -> dict:
    """Return the list itself, and ways out when nothing was found."""
    context = {
        "results": build_listing(results, path, words),
        "query": results.asked or results.query.text,
    }
    if results.total == 0:
        context["ways_out"] = _ways_out(results, path, words)
    return context


def _ways_out(results: SearchResults, path: str, words: Vocabulary) -> WaysOut:
    """Ask once more for the words alone when filters stood in their way."""
    text, found, elsewhere = results.query.text, 0, []
    if text and results.query.filters:
        wider = engine().run(results.query.cleared(), words)
        found = wider.total
        elsewhere = [*_narrowed(wider, "vung", path), *_narrowed(wider, "nhom", path)]
    tiles = [Link(tile.label, tile.url, tile.count) for tile in group_tiles(count_public())]
    named = groups_for(text, words)
    return WaysOut(
        less=ways_out(results, path),
        elsewhere=elsewhere,
        found=found,
        groups=named or [tile for tile in tiles if tile.count],
        ended=_star_check(results) if results.ended else None,
    )


def _star_check(results: SearchResults) -> Link:
    text = results.query.text
    address = f"{reverse('star_check')}?{urlencode({'q': text})}"
    return Link(_("Check the stars of “%(text)s”") % {"text": text}, address, results.ended)


def _narrowed(wider: SearchResults, key: str, path: str) -> list[Link]:
    """Return the most frequent regions or groups among hits, as links that narrow to them."""

    def narrowed(each: FacetValue) -> str:
        if key == "vung":
            return wider.query.with_(region=each.value).url(path)
        return wider.query.with_(groups=(each.value,)).url(path)

    options = [each for each in options_of(wider, key) if each.value and each.level != "sector"]
    options.sort(key=lambda each: -each.count)
    return [Link(each.label, narrowed(each), each.count) for each in options[: ELSEWHERE // 2]]


def search_page(results: SearchResults, path: str, words: Vocabulary) -> dict:
    """Return the heading of a search, how its words were read, and what stands beside."""
    text = results.query.text
    if results.asked:
        text = as_written(text, [card.title for card in results.hits])
    heading = _("Results for “%(text)s”") % {"text": text} if text else _("Search")
    stories, story_count = stories_for(text)
    return {
        "heading": heading,
        "crumbs": [home_crumb(), (heading, "")],
        "asked": results.asked,
        "text": text,
        "suggestion": _suggestion(results, path) if results.did_you_mean else None,
        "places": places_for(text, words),
        "producers": producers_for(text),
        "stories": stories,
        "story_count": story_count,
    }


def _suggestion(results: SearchResults, path: str) -> Link:
    """Return the text that may have been meant, written as the goods that have it write it."""
    other = results.did_you_mean
    named = Product.objects.public().filter(pk__in=engine().complete(fold(other), LIKE))
    label = as_written(other, named.order_by().values_list("title", flat=True))
    return Link(label, results.query.with_(text=other).url(path))


def group_page(group: Group, words: Vocabulary) -> dict:
    """Return heading and crumbs of a sector or group."""
    sector = words.nodes.get(group.sector)
    above = [(sector.name, group_path(sector.slug))] if sector and sector != group else []
    return {
        "heading": group.name,
        "description": _("%(name)s certified by the OCOP programme, in force today.")
        % {"name": group.name},
        "crumbs": [
            home_crumb(),
            (_("Products"), reverse("catalogue:index")),
            *above,
            (group.name, ""),
        ],
        "og_image": social_card_image(social_card.KIND, group.slug, _group_card(group)),
    }


def _group_card(group: Group) -> SocialCard:
    """Return the picture's card, which is in Vietnamese in every language."""
    with override("vi"):
        return social_card.group_card(group.slug, Vocabulary.load().groups[group.slug].name)
