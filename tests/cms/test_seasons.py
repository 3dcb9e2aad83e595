"""The season of the front page: in its months, what is certified, in the reader's language."""

from datetime import date

import pytest

from catalogue.clock import today
from catalogue.models import Category
from cms.models import HomePage
from cms.seasons import season_of
from cms.seed import _season
from tests import makers


@pytest.fixture(autouse=True)
def _today(clock):
    """The demo day, in November, stands still."""


def plant(home: HomePage, *seasons: dict) -> None:
    """Publish these seasons."""
    bare = {"text": "", "title_en": "", "text_en": "", "products": [], "category": None}
    home.seasons = [("season", bare | season) for season in seasons]
    home.save_revision().publish()


def shown(client, address: str = "/"):
    """The season of the front page."""
    return client.get(address).context["home"]["season"]


def test_a_season_shows_in_its_months_only(tree, client, clock):
    rice = makers.product("Gạo nếp")
    plant(tree.home, {"title": "Gạo mới", "months": ["11"], "products": [rice]})
    assert [card.title for card in shown(client).cards] == ["Gạo nếp"]
    clock.move_to("2026-12-01T08:00:00+07:00")
    assert shown(client) is None


def test_the_first_season_of_the_month_is_shown(tree, client):
    goods = [makers.product("Gạo nếp")]
    plant(
        tree.home,
        {"title": "Vải", "months": ["6"], "products": goods},
        {"title": "Gạo", "months": ["10", "11"], "products": goods},
        {"title": "Cam", "months": ["11"], "products": goods},
    )
    assert shown(client).title == "Gạo"


def test_what_is_not_certified_is_left_out_and_an_empty_season_is_not_shown(tree, client):
    ended = makers.product("Gạo cũ", until=date(2026, 11, 20))
    plant(tree.home, {"title": "Gạo", "months": ["11"], "products": [ended]})
    assert shown(client) is None


def test_a_category_fills_a_season_up(tree, client):
    first, second = makers.product("Gạo một"), makers.product("Gạo hai")
    category = Category.add_root(name="Gạo")
    second.categories.add(category)
    season = {"title": "Gạo", "months": ["11"], "products": [first], "category": category}
    plant(tree.home, season)
    assert [card.title for card in shown(client).cards] == ["Gạo một", "Gạo hai"]


def test_a_reader_of_english_gets_english_words_where_there_are_any(tree, client):
    goods = [makers.product("Gạo nếp")]
    words = {"title": "Gạo mới", "title_en": "New rice", "text_en": "From the north."}
    plant(tree.home, {**words, "months": ["11"], "products": goods})
    season = shown(client, "/en/")
    assert (season.title, season.text, season.foreign) == ("New rice", "From the north.", False)
    plant(tree.home, {"title": "Gạo mới", "months": ["11"], "products": goods})
    assert shown(client, "/en/").foreign is True


def test_the_shipped_seasons_take_what_is_there(tree):
    rice = makers.product("Gạo nếp tan lương")
    _season(tree.home)
    home = HomePage.objects.get()
    assert season_of(home.seasons, today()).products == (rice.pk,)
    _season(home)
    assert len(HomePage.objects.get().seasons) == 2


@pytest.mark.parametrize("number", [4, 40])
def test_a_season_keeps_the_page_within_twelve_queries(
    tree, client, django_assert_max_num_queries, number
):
    goods = makers.many_products(number)
    category = Category.add_root(name="Gạo")
    season = {"title": "Gạo", "months": ["11"], "products": goods[:3], "category": category}
    plant(tree.home, season)
    client.get("/")
    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200
