"""The shipped tree: whole after one run, untouched by the next."""

from datetime import date

import pytest
from django.contrib.sites.models import Site as DjangoSite
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from catalogue.clock import VIETNAM
from cms.models import HomePage, ProvincePage, StandardPage, StoryPage, StorySource
from cms.seed import seed_pages
from tests import makers


@pytest.fixture
def seeded(db, clock):
    """Four provinces, one product that a story tells of, and the tree."""
    makers.province("Vĩnh Long", code="86")
    makers.province("Lai Châu", code="12")
    makers.province("Hà Nội", code="01")
    makers.province("Thái Nguyên", code="19")
    maker = makers.producer("Hợp tác xã chè Hảo Đạt")
    makers.product("Trà đinh Hảo Đạt", producer=maker)
    return seed_pages(site_host="cho.example.vn", port=8000)


def test_the_tree_is_whole_and_public(seeded, client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert ProvincePage.objects.live().count() == 4
    assert StoryPage.objects.live().count() == 14
    assert StandardPage.objects.live().count() == 8
    assert seeded.created == Page.objects.filter(depth__gte=2).count()
    for address in ("/", "/cau-chuyen/", "/tinh/", "/gioi-thieu/", "/cau-chuyen/gom-chu-dau/"):
        assert client.get(address, headers={"host": "cho.example.vn:8000"}).status_code == 200


def test_pages_were_published_on_the_day_that_the_clock_says(seeded):
    days = {page.first_published_at.astimezone(VIETNAM).date() for page in StoryPage.objects.all()}
    assert days == {date(2026, 11, 21)}


def test_both_sites_agree(seeded):
    wagtail_site = WagtailSite.objects.get()
    assert (wagtail_site.hostname, wagtail_site.port) == ("cho.example.vn", 8000)
    assert wagtail_site.root_page.specific == HomePage.objects.get()
    assert DjangoSite.objects.get_current().domain == "cho.example.vn:8000"


def test_a_story_is_linked_to_its_product(seeded):
    story = StoryPage.objects.get(slug="tra-dinh-thai-nguyen")
    assert [link.product.title for link in story.products.all()] == ["Trà đinh Hảo Đạt"]
    assert story.province.name == "Thái Nguyên"
    assert HomePage.objects.get().featured_stories.count() == 3


def test_a_second_run_changes_nothing_that_editors_wrote(seeded):
    home = HomePage.objects.get()
    home.headline = "Câu của chúng tôi"
    home.save_revision().publish()
    page = StandardPage.objects.get(slug="gioi-thieu")
    page.title = "Về chúng tôi"
    page.save_revision().publish()
    before = list(Page.objects.order_by("pk").values())
    again = seed_pages(site_host="cho.example.vn", port=8000)
    assert again.created == 0
    assert list(Page.objects.order_by("pk").values()) == before
    assert HomePage.objects.get().headline == "Câu của chúng tôi"


def test_stories_and_provinces_are_shipped_in_both_languages(seeded, client):
    untold = [page.slug for page in StoryPage.objects.all() if not (page.intro_en and page.body_en)]
    untold += [page.slug for page in ProvincePage.objects.all() if not page.body_en]
    assert untold == []
    assert all(source.text_en for source in StorySource.objects.all())


def test_a_shop_of_before_is_given_english_where_its_texts_are_as_shipped(seeded):
    StoryPage.objects.update(title_en="", intro_en="", body_en=[])
    StorySource.objects.update(text_en="")
    ProvincePage.objects.update(body_en=[])
    own = StoryPage.objects.get(slug="gom-chu-dau")
    own.standfirst = "Câu của chúng tôi."
    own.save_revision().publish()
    draft = StoryPage.objects.get(slug="toi-ly-son")
    draft.save_revision()
    again = seed_pages(site_host="cho.example.vn", port=8000)
    assert again.translated == 12 + 4
    story = StoryPage.objects.get(slug="tra-dinh-thai-nguyen")
    assert story.is_translated
    assert story.sources.first().text_en == "General knowledge of tea in Thái Nguyên"
    assert not StoryPage.objects.get(slug="gom-chu-dau").is_translated
    assert not StoryPage.objects.get(slug="toi-ly-son").is_translated


def test_another_port_only_moves_the_sites(seeded):
    assert seed_pages(site_host="localhost", port=80).created == 0
    assert WagtailSite.objects.get().hostname == "localhost"
    assert DjangoSite.objects.get_current().domain == "localhost"
