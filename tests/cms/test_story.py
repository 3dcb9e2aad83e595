"""Stories show what is certified now, and say what no longer is."""

from datetime import date

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from catalogue.models import Product
from cms.models import StoryPage
from tests import makers
from tests.cms.conftest import write_story
from theme.covers import glyph_for


@pytest.fixture
def _today(clock):
    """The demo day stands still."""


pytestmark = pytest.mark.usefixtures("_today")


def test_a_story_shows_cards_of_products_in_force(tree, client):
    honey = makers.product("Mật ong bạc hà")
    story = write_story(tree.stories, "Mật của núi đá", products=[honey])
    answer = client.get(story.get_url())
    assert answer.status_code == 200
    assert [card.title for card in answer.context["products"]] == ["Mật ong bạc hà"]
    assert answer.context["ended"] == []


@pytest.mark.parametrize(
    "facts",
    [{"until": date(2026, 11, 20)}, {"revoked_on": date(2026, 11, 1)}],
    ids=["expired", "revoked"],
)
def test_a_story_is_honest_about_what_has_ended(tree, client, facts):
    honey = makers.product("Mật ong bạc hà", **facts)
    story = write_story(tree.stories, "Mật của núi đá", products=[honey])
    answer = client.get(story.get_url())
    assert answer.context["products"] == []
    (ended,) = answer.context["ended"]
    assert ended.url == honey.get_absolute_url()
    assert "2026" in ended.message
    page = answer.content.decode()
    assert ended.message in page
    assert "Không còn chứng nhận" in page
    assert 'href="/static/theme/sprite.svg#s-0"' in page
    assert ended.ended_on.strftime("kết thúc ngày %d/%m/%Y") in page


def test_a_story_keeps_silent_about_what_was_never_certified_or_may_not_be_seen(tree, client):
    never = makers.product("Mật ong mới", stars=None)
    spirit = makers.product("Rượu ngô", legal_type="alcohol")
    story = write_story(tree.stories, "Mật của núi đá", products=[never, spirit])
    answer = client.get(story.get_url())
    assert answer.context["products"] == answer.context["ended"] == []


def test_reading_minutes_are_counted_from_the_text(tree):
    words = "chữ " * 500
    body = [("heading", "Một"), ("paragraph", f"<p>{words}</p>")]
    assert write_story(tree.stories, "Dài", body=body).reading_minutes == 3
    assert write_story(tree.stories, "Ngắn").reading_minutes == 1


def test_a_shelf_asks_the_gate_each_time_it_is_shown(tree, client, clock):
    lasting = makers.product("Chè Shan")
    ending = makers.product("Cam sành", until=date(2026, 11, 21))
    shelf = {"heading": "Mua gì", "products": [ending, lasting], "category": None}
    story = write_story(tree.stories, "Chợ phiên", body=[("product_shelf", shelf)])
    today = client.get(story.get_url()).content.decode()
    assert today.index("Cam sành") < today.index("Chè Shan")
    clock.move_to("2026-11-22T00:00:01+07:00")
    tomorrow = client.get(story.get_url()).content.decode()
    assert "Cam sành" not in tomorrow
    assert "Chè Shan" in tomorrow


def test_a_shelf_costs_the_same_for_one_product_and_for_eight(tree, rf):
    def cost(products: list[Product]) -> int:
        shelf = {"heading": "", "products": products, "category": None}
        story = write_story(tree.stories, f"Kệ {len(products)}", body=[("product_shelf", shelf)])
        story = StoryPage.objects.get(pk=story.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            story.get_context(rf.get("/"))
        return len(queries)

    goods = makers.many_products(8)
    cost(goods[:2])
    assert cost(goods[:1]) == cost(goods)


def test_a_story_stays_within_fifteen_queries_at_two_sizes(tree, client):
    place = tree.lai_chau.province

    def queries(number: int) -> int:
        goods = makers.many_products(number)
        for other in range(number):
            write_story(tree.stories, f"Chợ phiên {number} {other}", products=goods, province=place)
        shelf = {"heading": "Mua gì", "products": goods[:number], "category": None}
        body = [("paragraph", "<p>Một hai ba.</p>"), ("product_shelf", shelf)]
        facts = {"province": place, "body": body}
        story = write_story(tree.stories, f"Chợ đêm {number}", products=goods, **facts)
        client.get(story.get_url())
        with CaptureQueriesContext(connection) as context:
            assert client.get(story.get_url()).status_code == 200
        return len(context)

    few = queries(4)
    assert queries(16) == few <= 15


def test_crumbs_lead_home(tree, client):
    story = write_story(tree.stories, "Chợ đêm")
    crumbs = client.get(story.get_url()).context["crumbs"]
    assert [url for _label, url in crumbs] == ["/", "/cau-chuyen/", ""]
    assert crumbs[-1][0] == "Chợ đêm"
    assert client.get("/").context["crumbs"] == []
    assert [url for _label, url in client.get("/tinh/").context["crumbs"]] == ["/", ""]
    assert client.get("/cau-chuyen/khong-co/").status_code == 404
    assert client.get("/cau-chuyen/cho-dem/nua/").status_code == 404


def test_the_template_of_a_story_asks_nothing(tree, client, rf, django_assert_num_queries):
    goods = makers.many_products(4)
    shelf = {"heading": "", "products": goods, "category": None}
    story = write_story(tree.stories, "Chợ đêm", products=goods, body=[("product_shelf", shelf)])
    client.get(story.get_url())
    context = story.get_context(rf.get(story.get_url()))
    with django_assert_num_queries(0):
        render_to_string(story.template, context)


def test_the_index_lists_stories_by_pages_and_survives_nonsense(tree, client):
    for number in range(13):
        write_story(tree.stories, f"Chuyện {number}")
    first = client.get("/cau-chuyen/")
    assert len(first.context["stories"]) == 12
    assert first.context["pager"].next == "/cau-chuyen/?trang=2"
    last = client.get("/cau-chuyen/?trang=khong-phai-so")
    assert last.status_code == 200
    assert client.get("/cau-chuyen/?trang=999").context["pager"].number == 2


def test_the_cover_is_drawn_from_the_first_product(tree, client):
    vase = makers.product("Bình gốm")
    write_story(tree.stories, "Chuyện đất", products=[vase])
    (card,) = client.get("/cau-chuyen/").context["stories"]
    assert card.cover.glyph == glyph_for("Bình gốm")


def test_a_draft_is_not_told(tree, client):
    story = write_story(tree.stories, "Nháp")
    story.unpublish()
    assert client.get("/cau-chuyen/nhap/").status_code == 404
    assert not StoryPage.objects.published().exists()


def test_stories_about_a_product_are_found_once(tree):
    honey = makers.product("Mật ong bạc hà")
    story = write_story(tree.stories, "Mật của núi đá", products=[honey])
    write_story(tree.stories, "Chuyện khác")
    assert list(StoryPage.objects.published().about(honey)) == [story]


def test_a_story_kept_for_some_readers_is_not_told_to_all(tree):
    story = write_story(tree.stories, "Riêng")
    PageViewRestriction.objects.create(page=tree.stories, restriction_type="login")
    assert story not in StoryPage.objects.published()
