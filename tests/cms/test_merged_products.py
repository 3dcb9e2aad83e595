"""Texts name the product that stays once another was merged into it, waiting drafts as well."""

import json

import pytest

from catalogue.services.duplicates import merge_products
from cms.models import StoryProduct
from tests import makers
from tests.cms.conftest import write_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    maker = makers.producer("HTX Thử")
    return [makers.product(title, producer=maker) for title in ("Kẹo dừa", "Kẹo dừa 200g")]


def shelf(*products) -> list[dict]:
    items = [{"type": "item", "value": product.pk, "id": str(product.pk)} for product in products]
    value = {"heading": "Kẹo", "products": items, "category": None}
    return [{"type": "product_shelf", "value": value, "id": "a"}]


def on_shelf(page) -> list[int]:
    return [item["value"] for item in page.body.raw_data[0]["value"]["products"]]


def test_a_shelf_of_a_story_names_the_one_that_stays(pair, tree):
    kept, merged = pair
    story = write_story(tree.stories, "Làng kẹo", body=json.dumps(shelf(merged)))
    merge_products(kept=kept, merged=merged, by=makers.user())
    story.refresh_from_db()
    assert on_shelf(story) == [kept.pk]


def test_a_shelf_with_both_names_it_once(pair, tree):
    kept, merged = pair
    story = write_story(tree.stories, "Làng kẹo", body=json.dumps(shelf(merged, kept)))
    merge_products(kept=kept, merged=merged, by=makers.user())
    story.refresh_from_db()
    assert on_shelf(story) == [kept.pk]


def test_the_products_of_a_story_follow(pair, tree):
    kept, merged = pair
    story = write_story(tree.stories, "Làng kẹo")
    StoryProduct.objects.create(page=story, product=merged)
    merge_products(kept=kept, merged=merged, by=makers.user())
    assert story.products.get().product == kept


def test_a_waiting_draft_names_the_one_that_stays(pair, tree):
    kept, merged = pair
    story = write_story(tree.stories, "Làng kẹo")
    story.body = json.dumps(shelf(merged))
    story.save_revision()
    merge_products(kept=kept, merged=merged, by=makers.user())
    story.refresh_from_db()
    assert on_shelf(story.latest_revision.as_object()) == [kept.pk]


def test_a_season_of_the_home_page_names_the_one_that_stays(pair, tree):
    kept, merged = pair
    home = tree.home
    items = [{"type": "item", "value": merged.pk, "id": "1"}]
    value = {"title": "Tết", "months": ["1"], "products": items, "category": None}
    home.seasons = json.dumps([{"type": "season", "value": value, "id": "s"}])
    home.save()
    merge_products(kept=kept, merged=merged, by=makers.user())
    home.refresh_from_db()
    assert home.seasons.raw_data[0]["value"]["products"][0]["value"] == kept.pk
