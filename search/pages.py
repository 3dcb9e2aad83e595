"""What stands around a list: headings, crumbs, facts of the place or the producer."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.cards import local_name
from catalogue.clock import today
from catalogue.models import Designation, Producer, Product, Province, Region
from cms.cards import story_card
from cms.counts import count_public, group_tiles
from cms.models import StoryPage
from cms.models.province import province_text
from search.beside import counted_links, groups_for, makers, province_url
from search.listing import build_listing, options_of, ways_out
from search.results import SearchResults
from search.vocabulary import Group, Vocabulary
from theme.covers import glyph_for, weave

PRODUCERS = 12
STORIES = 3


def home() -> tuple[str, str]:
    """Return the first crumb."""
    return pgettext("crumb", "Home"), "/"


def list_context(results: SearchResults, path: str, words: Vocabulary) -> dict:
    """Return the list itself, and ways out when nothing was found."""
    context = {"results": build_listing(results, path, words), "query": results.query.text}
    if results.total == 0:
        context["empty_links"] = [
            *ways_out(results, path),
            *groups_for(results.query.text, words),
            *((tile.label, tile.url) for tile in group_tiles(count_public()) if tile.count),
        ][:8]
    return context


def group_page(group: Group, words: Vocabulary) -> dict:
    """Return heading and crumbs of a sector or group."""
    sector = words.nodes.get(group.sector)
    above = [(sector.name, _group_url(sector.slug))] if sector and sector != group else []
    return {
        "heading": group.name,
        "description": _("%(name)s certified by the OCOP programme, in force today.")
        % {"name": group.name},
        "crumbs": [home(), (_("Products"), reverse("catalogue:index")), *above, (group.name, "")],
    }


def region_page(region: Region, results: SearchResults) -> dict:
    """Return heading, crumbs and the region's provinces with their counts."""
    name = local_name(region)
    return {
        "heading": name,
        "description": _("Certified OCOP specialties of %(name)s.") % {"name": name},
        "crumbs": [home(), (name, "")],
        "region": {"name": name, "cover": weave(slug=region.slug, world=region.slug, glyph="")},
        "provinces": counted_links(options_of(results, "tinh"), "province"),
    }


def province_page(slug: str, words: Vocabulary, *, request=None) -> dict:
    """Return what editors wrote, the names it took in, its producers and stories."""
    title, province = _titled(slug)
    name, region = local_name(province), province.region
    region_link = {
        "name": local_name(region),
        "url": reverse("search:region", kwargs={"slug": region.slug}),
    }
    text = province_text(province)
    stories = StoryPage.objects.told().for_cards().filter(province=province)
    return {
        "heading": title if name == province.name else name,
        "description": text.intro if text else "",
        "crumbs": [home(), (region_link["name"], region_link["url"]), (name, "")],
        "province": {
            "name": name,
            "url": province_url(province.slug),
            "cover": weave(slug=province.slug, world=region.slug, glyph=""),
            "region": region_link,
            "formed_from": [
                former.name for former in words.formers.values() if former.province == province.pk
            ],
        },
        "text": text,
        "producers": makers(Q(province=province), limit=PRODUCERS),
        "stories": [story_card(story, request=request) for story in stories[:STORIES]],
    }


def _titled(slug: str) -> tuple[str, Province]:
    """Return what a province is called today ("tỉnh Vĩnh Long") and the province, in one query."""
    called = Designation.objects.in_force(today()).filter(province__slug=slug)
    designation = called.select_related("province__region").first()
    if designation is not None:
        title = designation.title
        return title[:1].upper() + title[1:], designation.province
    province = Province.objects.select_related("region").get(slug=slug)
    return province.name, province


def producer_page(producer: Producer) -> dict:
    """Return name, legal form, place and what the producer says of itself."""
    province, name = producer.province, producer_name(producer)
    place = producer.commune.title(today()) if producer.commune else ""
    return {
        "heading": name,
        "description": _("Certified OCOP products of %(name)s.") % {"name": name},
        "crumbs": [home(), (local_name(province), province_url(province.slug)), (name, "")],
        "producer": {
            "name": name,
            "kind": producer.get_kind_display(),
            "cover": weave(
                slug=producer.slug, world=province.region.slug, glyph=glyph_for(producer.name)
            ),
            "place": place,
            "province": {"name": local_name(province), "url": province_url(province.slug)},
            "description": producer.about,
            "facts": producer_facts(producer),
        },
    }


def producer_name(producer: Producer) -> str:
    """Return the name, or that the register states none."""
    return producer.name if producer.name_is_stated else _("Producer not named by the register")


def producer_facts(producer: Producer) -> list[dict]:
    """Return the facts that a producer has given; the others are not made up."""
    facts = [(_("Address"), producer.address), (_("Phone"), producer.phone)]
    facts.append((_("Tax code"), producer.tax_code))
    return [{"name": name, "value": value, "note": "", "url": ""} for name, value in facts if value]


def has_page(producer: Producer) -> bool:
    """Whether a producer has, or once had, a certified product that may be shown."""
    own = Product.objects.filter(producer=producer)
    return own.public().exists() or own.ended().exists()


def _group_url(slug: str) -> str:
    return reverse("search:group", kwargs={"slug": slug})
