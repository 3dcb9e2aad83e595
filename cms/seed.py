"""Builds the page tree from the shipped texts. What editors have changed since is never touched."""

from dataclasses import dataclass
from datetime import datetime, time
from html import unescape
from typing import Any

from django.conf import settings
from django.contrib.sites.models import Site as DjangoSite
from django.db import transaction
from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from catalogue.clock import VIETNAM, today
from catalogue.models import Product, Province
from cms.blocks.season import SEASON_LIMIT
from cms.models import (
    FeaturedStory,
    HomePage,
    ProvinceIndexPage,
    ProvincePage,
    StandardPage,
    StoryIndexPage,
    StoryPage,
    StoryProduct,
    StorySource,
)
from cms.permissions import create_editors, create_province_editors
from cms.seed_texts import DATA, SeedText, read_pairs, read_seed_text, read_seed_texts

HOME_SLUG = "trang-chu"
HTTP_PORTS = (80, 443)
MORNING = time(8, 0)


@dataclass
class SeedReport:
    """How many pages a run made, how many it gave English to, and how many it found."""

    created: int = 0
    translated: int = 0
    unchanged: int = 0


@transaction.atomic
def seed_pages(*, site_host: str, port: int) -> SeedReport:
    """Make the home page, stories, province pages and standing pages that are not there yet.

    Needs the provinces; products are linked when they are there. Points both sites at
    `site_host` and `port`, and lays out the editors' groups. Running it again only adds what is
    missing: pages, and English to stories and province pages that are still as they were shipped.
    """
    report = SeedReport()
    home = _home(report)
    set_sites(home=home, site_host=site_host, port=port)
    stories = _index(report, home, StoryIndexPage, "story_index")
    provinces = _index(report, home, ProvinceIndexPage, "province_index")
    for seed_text, english in read_pairs("standard"):
        vietnamese_fields = {"intro": seed_text.facts["intro"], "body": seed_text.body}
        _add(report, home, StandardPage, seed_text, **vietnamese_fields, **_english(english))
    by_code = {province.code: province for province in Province.objects.all()}
    for seed_text, english in read_pairs("provinces"):
        if province := by_code.get(seed_text.facts["code"]):
            _province(report, provinces, seed_text, english, province)
    for seed_text, english in read_pairs("stories"):
        _story(report, stories, seed_text, english, by_code.get(seed_text.facts["province"]))
    _feature(home)
    _season(home)
    create_editors()
    create_province_editors()
    return report


def set_sites(*, home: HomePage, site_host: str, port: int) -> None:
    """Make Wagtail's default site and Django's site agree on the host, the port and the root."""
    name = settings.WAGTAIL_SITE_NAME
    WagtailSite.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": site_host, "port": port, "root_page": home, "site_name": name},
    )
    domain = site_host if port in HTTP_PORTS else f"{site_host}:{port}"
    DjangoSite.objects.update_or_create(
        pk=settings.SITE_ID, defaults={"domain": domain, "name": name}
    )
    DjangoSite.objects.clear_cache()


def _home(report: SeedReport) -> HomePage:
    home = HomePage.objects.first()
    if home is not None:
        report.unchanged += 1
        return home
    root = Page.get_first_root_node()
    facts = read_seed_text(DATA / "home.md").facts
    page = HomePage(
        title=facts["title"],
        slug=HOME_SLUG,
        headline=facts["headline"],
        lead=facts["lead"],
        title_en=facts["title_en"],
        intro_en=facts["intro_en"],
    )
    _publish(root, page)
    report.created += 1
    _drop_welcome_page(root, page)
    return page


def _drop_welcome_page(root: Page, home: HomePage) -> None:
    """Wagtail's first migration leaves a page that says only "Welcome" as the site's root."""
    welcome = root.get_children().exact_type(Page).filter(slug="home").first()
    if welcome is not None:
        WagtailSite.objects.filter(root_page=welcome).update(root_page=home)
        welcome.delete()


def _index(
    report: SeedReport, home: HomePage, model: type[StoryIndexPage | ProvinceIndexPage], name: str
) -> Page:
    page = model.objects.first()
    if page is not None:
        report.unchanged += 1
        return page
    facts = read_seed_text(DATA / f"{name}.md").facts
    report.created += 1
    words = {name: facts[name] for name in ("title", "intro", "title_en", "intro_en")}
    page = model(slug=model.fixed_slug, **words)
    return _publish(home, page)


def _province(
    report: SeedReport, parent: Page, seed_text: SeedText, english: SeedText, province: Province
) -> None:
    vietnamese_fields = {
        "title": seed_text.facts["name"],
        "intro": seed_text.facts["intro"],
        "known_for": "\n".join(seed_text.listed("known_for")),
        "body": seed_text.body,
    }
    english_fields = {
        "title_en": province.name_en,
        "intro_en": english.facts["intro"],
        "known_for_en": "\n".join(english.listed("known_for")),
        "body_en": english.body,
    }
    page = ProvincePage.objects.filter(province=province).first()
    if page is not None:
        _translate(report, page, vietnamese_fields, english_fields)
        return
    _publish(
        parent,
        ProvincePage(slug=province.slug, province=province, **vietnamese_fields, **english_fields),
    )
    report.created += 1


def _story(
    report: SeedReport,
    parent: Page,
    seed_text: SeedText,
    english: SeedText,
    province: Province | None,
) -> None:
    vietnamese_fields = {name: seed_text.facts[name] for name in ("title", "standfirst")} | {
        "body": seed_text.body
    }
    english_fields = _english(english, intro="standfirst")
    sources = dict(zip(seed_text.listed("sources"), english.listed("sources"), strict=True))
    page = StoryPage.objects.child_of(parent).filter(slug=seed_text.slug).first()
    if page is not None:
        named = list(page.sources.all())
        for source in named:
            source.text_en = source.text_en or sources.get(source.text, "")
        page.sources.set(named)
        _translate(report, page, vietnamese_fields, english_fields)
        return
    products = Product.objects.filter(
        title=seed_text.facts["product"], producer__name=seed_text.facts["producer"]
    )
    page = StoryPage(slug=seed_text.slug, province=province, **vietnamese_fields, **english_fields)
    page.products.set(
        [
            StoryProduct(product=product, sort_order=number)
            for number, product in enumerate(products)
        ]
    )
    page.sources.set(
        [
            StorySource(text=text, text_en=words, sort_order=number)
            for number, (text, words) in enumerate(sources.items())
        ]
    )
    _publish(parent, page)
    report.created += 1


def _english(seed_text: SeedText, intro: str = "intro") -> dict:
    words = {"title_en": seed_text.facts["title"], "intro_en": seed_text.facts[intro]}
    return words | {"body_en": seed_text.body}


def _translate(
    report: SeedReport, page: Page, vietnamese_fields: dict, english_fields: dict
) -> None:
    """Write English that is missing, as long as the page says in Vietnamese what was shipped."""
    missing = {
        name: words for name, words in english_fields.items() if words and not getattr(page, name)
    }
    shipped = all(_plain(getattr(page, name)) == words for name, words in vietnamese_fields.items())
    if not missing or not shipped or not page.live or page.has_unpublished_changes:
        report.unchanged += 1
        return
    for name, words in missing.items():
        setattr(page, name, words)
    page.save_revision().publish()
    report.translated += 1


def _plain(words: object) -> object:
    """Return a body as the shipped texts give it, and any other text as it is."""
    if not isinstance(words, StreamValue):
        return words
    return [(block["type"], block["value"]) for block in words.raw_data]


def _add(
    report: SeedReport, parent: Page, model: type[Page], seed_text: SeedText, **fields: Any
) -> None:
    if parent.get_children().filter(slug=seed_text.slug).exists():
        report.unchanged += 1
        return
    _publish(parent, model(title=seed_text.facts["title"], slug=seed_text.slug, **fields))
    report.created += 1


def _publish(parent: Page, page: Page) -> Page:
    page.live = False
    page.first_published_at = datetime.combine(today(), MORNING, tzinfo=VIETNAM)
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _feature(home: HomePage) -> None:
    """Put the shipped choice of stories on a home page that features none."""
    if home.featured_stories.exists():
        return
    by_slug = {story.slug: story for story in StoryPage.objects.all()}
    wanted = read_seed_text(DATA / "home.md").listed("featured")
    home.featured_stories.set(
        [
            FeaturedStory(story=by_slug[slug], sort_order=number)
            for number, slug in enumerate(wanted)
            if slug in by_slug
        ]
    )
    home.save_revision().publish()


def _season(home: HomePage) -> None:
    """Put the shipped seasons, with those of their products that are there, on a home without any."""
    if home.seasons:
        return
    home.seasons = [
        ("season", _season_value(seed_text)) for seed_text in read_seed_texts("seasons")
    ]
    home.save_revision().publish()


def _season_value(seed_text: SeedText) -> dict:
    (_kind, text), *_more = seed_text.body
    named = Product.objects.filter(title__in=seed_text.listed("products")).order_by("slug")
    words = {name: seed_text.facts[name] for name in ("title", "title_en", "text_en")}
    return words | {
        "text": unescape(strip_tags(text)),
        "months": seed_text.listed("months"),
        "products": list(named[:SEASON_LIMIT]),
        "category": None,
    }
