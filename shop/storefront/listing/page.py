"""The page around a list: headings, crumbs, related results, suggestions when it is empty."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.models import Product
from catalogue.paths import group_path, home_crumb
from catalogue.social_card import social_card_image
from catalogue.text import fold
from search.analysis.diacritics import restore_diacritics
from search.engines.select import engine
from search.home_counts import count_public
from search.related_results import (
    groups_named_in,
    producers_named_in,
    provinces_named_in,
    stories_found_by,
)
from search.results import FacetValue, SearchResults
from search.vocabulary import Vocabulary, VocabularyGroup
from shop.storefront.listing import social_card
from shop.storefront.listing.group_tiles import group_tiles
from shop.storefront.listing.results import build_listing, options_of, relaxed_searches
from theme.links import Link
from theme.social_card import SocialCard

MAX_ELSEWHERE = 6
#: Where shoppers look as well: the classification counts tea and coffee among food.
SEE_ALSO = {
    "do-uong": ("che", "ca-phe-ca-cao"),
    "do-uong-khong-con": ("che", "ca-phe-ca-cao"),
}
#: Names looked at for how a corrected text is written.
NAMES_COMPARED = 3


@dataclass(frozen=True, slots=True)
class EmptyListSuggestions:
    """Suggestions when a list is empty: relaxed searches, the same text elsewhere, and other groups.

    `text_only_total` is the number of products that the text finds without filters; `ended` leads
    to the star check of those that are certified no more.
    """

    relaxed: list[Link]
    elsewhere: list[Link]
    text_only_total: int
    groups: list[Link]
    ended: Link | None


def list_context(results: SearchResults, path: str, vocabulary: Vocabulary) -> dict:
    """Return the list itself, and suggestions when nothing was found."""
    context = {
        "results": build_listing(results, path, vocabulary),
        "query": results.corrected_from or results.query.text,
    }
    if results.total == 0:
        context["empty_suggestions"] = _empty_list_suggestions(results, path, vocabulary)
    return context


def _empty_list_suggestions(
    results: SearchResults, path: str, vocabulary: Vocabulary
) -> EmptyListSuggestions:
    """Ask once more for the words alone when filters stood in their way."""
    text, text_only_total, elsewhere = results.query.text, 0, []
    if text and results.query.filters:
        wider = engine().run(results.query.cleared(), vocabulary)
        text_only_total = wider.total
        elsewhere = [*_narrowed(wider, "vung", path), *_narrowed(wider, "nhom", path)]
    sectors = [Link(tile.label, tile.url, tile.count) for tile in group_tiles(count_public())]
    named_groups = groups_named_in(text, vocabulary)
    return EmptyListSuggestions(
        relaxed=relaxed_searches(results, path),
        elsewhere=elsewhere,
        text_only_total=text_only_total,
        groups=named_groups or [tile for tile in sectors if tile.count],
        ended=_star_check_link(results) if results.ended else None,
    )


def _star_check_link(results: SearchResults) -> Link:
    text = results.query.text
    url = f"{reverse('star_check')}?{urlencode({'q': text})}"
    return Link(_("Check the stars of “%(text)s”") % {"text": text}, url, results.ended)


def _narrowed(wider: SearchResults, key: str, path: str) -> list[Link]:
    """Return the most frequent regions or groups among hits, as links that narrow to them."""

    def narrowed(value: FacetValue) -> str:
        if key == "vung":
            return wider.query.with_(region=value.value).url(path)
        return wider.query.with_(groups=(value.value,)).url(path)

    options = [
        option for option in options_of(wider, key) if option.value and option.level != "sector"
    ]
    options.sort(key=lambda option: -option.count)
    return [
        Link(option.label, narrowed(option), option.count)
        for option in options[: MAX_ELSEWHERE // 2]
    ]


def search_page(results: SearchResults, path: str, vocabulary: Vocabulary) -> dict:
    """Return the heading of a search, how its words were read, and related results."""
    text = results.query.text
    if results.corrected_from:
        text = restore_diacritics(text, [card.title for card in results.hits])
    heading = _("Results for “%(text)s”") % {"text": text} if text else _("Search")
    stories, story_count = stories_found_by(text)
    return {
        "heading": heading,
        "crumbs": [home_crumb(), (heading, "")],
        "asked": results.corrected_from,
        "text": text,
        "suggestion": _suggestion(results, path) if results.did_you_mean else None,
        "places": provinces_named_in(text, vocabulary, results.query.audience),
        "producers": producers_named_in(text, results.query.audience),
        "stories": stories,
        "story_count": story_count,
    }


def _suggestion(results: SearchResults, path: str) -> Link:
    """Return the text that may have been meant, written as the goods that have it write it."""
    likely_text = results.did_you_mean
    audience = results.query.audience
    keys = engine().complete(fold(likely_text), NAMES_COMPARED, audience)
    products = Product.objects.public(audience=audience).filter(pk__in=keys)
    label = restore_diacritics(likely_text, products.order_by().values_list("title", flat=True))
    return Link(label, results.query.with_(text=likely_text).url(path))


def group_page(group: VocabularyGroup, vocabulary: Vocabulary) -> dict:
    """Return heading and crumbs of a sector or group."""
    sector = vocabulary.nodes.get(group.sector) if group.sector else None
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
        "see_also": [
            Link(vocabulary.groups[slug].name, group_path(slug))
            for slug in SEE_ALSO.get(group.slug, ())
            if slug in vocabulary.groups
        ],
    }


def _group_card(group: VocabularyGroup) -> SocialCard:
    """Return the picture's card, which is in Vietnamese in every language."""
    with override("vi"):
        return social_card.group_card(group.slug, Vocabulary.load().groups[group.slug].name)
