"""What stands beside the products: places, groups, producers and stories with the words typed."""

from django.db.models import Count, Q
from django.urls import reverse

from catalogue.models import Product
from catalogue.text import fold, slugify_vi
from cms.cards import StoryCard, story_card
from cms.models import StoryPage
from search.results import FacetValue
from search.terms import read_terms
from search.vocabulary import Vocabulary

LIMIT = 6
STORIES = 3

Counted = tuple[str, str, int]


def named_in(text: str, name: str) -> bool:
    """Whether a name is part of the text or the text a part of the name, in whole words."""
    asked, known = f" {fold(text)} ", f" {fold(name)} "
    return bool(asked.strip()) and (known in asked or asked in known)


def places_for(text: str, words: Vocabulary) -> list[Counted]:
    """Return the provinces that the text names, by their names of now or of before, with counts."""
    meant = {each.slug: each for each in words.provinces.values() if named_in(text, each.name)}
    for former in words.formers.values():
        if named_in(text, former.name):
            current = words.current_province(former.slug)
            meant[current.slug] = current
    counts = _counts_by_province([each.pk for each in meant.values()])
    return [
        (each.name, province_url(each.slug), counts[each.pk])
        for each in meant.values()
        if counts.get(each.pk)
    ][:LIMIT]


def groups_for(text: str, words: Vocabulary) -> list[tuple[str, str]]:
    """Return the sectors and groups that the text names."""
    return [
        (each.name, group_url(each.slug))
        for each in words.groups.values()
        if named_in(text, each.name)
    ][:LIMIT]


def producers_for(text: str) -> list[Counted]:
    """Return producers of public products whose name has the words, most products first."""
    slug = slugify_vi(text)
    return makers(slug_has(slug, "producer__slug"), limit=LIMIT) if slug else []


def makers(condition: Q, *, limit: int) -> list[Counted]:
    """Return producers of public products, with the number of those, most first."""
    found = (
        Product.objects.public()
        .order_by()
        .filter(condition, producer__name_is_stated=True)
        .values_list("producer__name", "producer__slug")
        .annotate(number=Count("pk"))
        .order_by("-number", "producer__name", "producer__slug")
    )
    return [(name, producer_url(slug), number) for name, slug, number in found[:limit]]


def stories_for(text: str, request=None) -> list[StoryCard]:
    """Return cards of the newest stories whose title or lead has all the words, folded."""
    terms = read_terms(text)
    if not terms:
        return []
    told = StoryPage.objects.told().values_list("pk", "title", "standfirst")
    found = [pk for pk, *texts in told if _has_all(" ".join(texts), terms)]
    stories = StoryPage.objects.told().for_cards().filter(pk__in=found[:STORIES]) if found else []
    return [story_card(story, request=request) for story in stories]


def counted_links(options: tuple[FacetValue, ...], name: str) -> list[Counted]:
    """Return the values of a filter as links to their own pages ("province", "group")."""
    return [
        (each.label, reverse(f"search:{name}", kwargs={"slug": each.value}), each.count)
        for each in options
        if each.value and each.count
    ]


def slug_has(slug: str, field: str) -> Q:
    """Whole words of a name at the start, middle or end of its slug, which is the folded name."""
    return Q(**{f"{field}__startswith": slug}) | Q(**{f"{field}__contains": f"-{slug}"})


def group_url(slug: str) -> str:
    """Return the address of a sector or group."""
    return reverse("search:group", kwargs={"slug": slug})


def province_url(slug: str) -> str:
    """Return the address of a province."""
    return reverse("search:province", kwargs={"slug": slug})


def producer_url(slug: str) -> str:
    """Return the address of a producer."""
    return reverse("search:producer", kwargs={"slug": slug})


def _has_all(text: str, terms) -> bool:
    words = f" {fold(text)} "
    return all(term.folded in words for term in terms)


def _counts_by_province(ids: list[int]) -> dict[int, int]:
    if not ids:
        return {}
    found = Product.objects.public().order_by().filter(province__in=ids)
    return dict(found.values_list("province").annotate(number=Count("pk")))
