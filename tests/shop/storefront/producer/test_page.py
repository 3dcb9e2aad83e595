"""The producer's page: its face, what is certified, what was, how to reach it and where it is."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from catalogue.clock import today
from catalogue.image_renditions import make_missing
from cms.models import HomePage, StoryIndexPage
from cms.seed import set_sites
from shop.storefront.producer.page import ended_certificates
from tests import makers, photo_files
from tests.cms.conftest import write_story
from tests.producer_page_makers import FILM, PEOPLE, producer_page
from tests.search.conftest import index

pytestmark = pytest.mark.django_db

JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


@pytest.fixture
def stories(db):
    """The page below which stories stand."""
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title="Trang chủ", slug="trang-chu", headline="Đặc sản thật")
    )
    set_sites(home=home, site_host="testserver", port=80)
    return home.add_child(instance=StoryIndexPage(title="Câu chuyện", slug="cau-chuyen"))


def page_of(client, producer, query=""):
    return client.get(producer.get_absolute_url() + query)


def test_ended_certificates_say_when_and_why(client):
    maker = makers.producer()
    makers.product("Mật ong", producer=maker)
    ended = today() - timedelta(days=4)
    makers.product("Mắm tôm", producer=maker, stars=3, until=ended)
    makers.product("Mắm cá", producer=maker, revoked_on=ended)
    past = {
        certificate.title: certificate for certificate in page_of(client, maker).context["past"]
    }
    assert set(past) == {"Mắm tôm", "Mắm cá"}
    assert (past["Mắm tôm"].stars, past["Mắm tôm"].ended) == (3, f"{ended:%d/%m/%Y}")
    assert past["Mắm cá"].why.startswith("Bị thu hồi") or "thu hồi" in past["Mắm cá"].why


def test_what_nobody_may_see_is_not_among_the_past():
    maker = makers.producer()
    ended = today() - timedelta(days=4)
    makers.product("Rượu nếp", producer=maker, legal_type="alcohol", until=ended)
    makers.product("Bí mật", producer=maker, is_public=False, until=ended)
    assert ended_certificates(maker) == []


def test_a_producer_with_nothing_in_force_says_so(client):
    maker = makers.producer()
    makers.product(producer=maker, until=today() - timedelta(days=4))
    page = page_of(client, maker)
    assert page.status_code == 200
    assert (page.context["nothing"], page.context["noindex"]) == (True, True)
    assert "Hôm nay không còn chứng nhận nào hiệu lực" in page.content.decode()


def test_a_filter_that_finds_nothing_is_not_an_empty_producer(client):
    maker = makers.producer()
    makers.product(producer=maker, stars=4)
    page = page_of(client, maker, "?sao=5")
    assert page.context["nothing"] is False


def test_contact_shows_what_is_given_and_names_the_rest(client):
    maker = makers.producer(phone="0901234567", address="Ấp 3, xã An Hóa")
    makers.product(producer=maker)
    contact = page_of(client, maker).context["producer"]["contact"]
    assert [fact.value for fact in contact.facts] == ["Ấp 3, xã An Hóa", "0901234567"]
    assert contact.missing == ["E-mail", "Mã số thuế"]


def test_the_commune_is_a_spot_in_its_province(client):
    delta = makers.province("Vĩnh Long", code="86")
    commune = makers.commune("An Hóa", of=delta)
    type(commune).objects.filter(pk=commune.pk).update(latitude="10.2", longitude="106.3")
    maker = makers.producer(province=delta, commune=commune)
    makers.product(producer=maker)
    page = page_of(client, maker)
    located = page.context["producer"]["locator"]
    assert (located.code, located.spot is not None) == ("86", True)
    assert len(located.codes) == 34
    assert "An Hóa" in page.content.decode()


def test_old_names_of_the_province_are_said(client):
    delta = makers.province("Vĩnh Long")
    for name in ("Vĩnh Long", "Bến Tre"):
        makers.former_province(name, current=delta)
    maker = makers.producer(province=delta)
    makers.product(producer=maker)
    assert "Bến Tre" in page_of(client, maker).context["producer"]["formers"]


def test_stories_of_its_goods_are_linked(client, stories):
    maker = makers.producer()
    jar = makers.product(producer=maker)
    write_story(stories, "Người giữ rừng", products=[jar])
    assert [story.title for story in page_of(client, maker).context["stories"]] == [
        "Người giữ rừng"
    ]


def test_an_organization_for_search_engines(client):
    maker = makers.producer(phone="0901234567")
    makers.product(producer=maker)
    (found,) = JSON_LD.findall(page_of(client, maker).content.decode())
    organization, crumbs = json.loads(found)
    assert (organization["@type"], organization["name"]) == ("Organization", maker.name)
    assert organization["telephone"] == "0901234567"
    assert crumbs["itemListElement"][-1]["name"] == maker.name


def test_a_portrait_takes_the_place_of_the_cover(client):
    maker = makers.producer(portrait=photo_files.upload(photo_files.photo(), "ba-ba.jpg"))
    makers.product(producer=maker)
    assert list(make_missing()) == [maker.portrait.name]
    page = page_of(client, maker).content.decode()
    assert 'class="portrait"' in page
    assert "ba-ba" not in page


def test_what_its_people_tell_stands_on_it(client):
    maker = makers.producer(about="Ba mươi hộ nuôi ong")
    makers.product(producer=maker)
    shown = {"phone": "+84912345678", "phone_is_public": True, "zalo": "+84987654321"}
    producer_page(maker, people=PEOPLE, visit="Qua cầu 300 m", **shown)
    response = page_of(client, maker)
    page = response.content.decode()
    for text in ("Ba mươi hộ nuôi ong", "Trần Thị Mận", "Qua cầu 300 m", "tel:+84912345678"):
        assert text in page
    assert "zalo.me" not in page
    assert "Số điện thoại" not in response.context["producer"]["contact"].missing
    (found,) = JSON_LD.findall(page)
    assert json.loads(found)[0]["telephone"] == "0912 345 678"


def test_who_has_not_agreed_is_not_named(client):
    maker = makers.producer()
    makers.product(producer=maker)
    producer_page(maker, people=[{"name": "Ông Ba", "role": "thợ", "consent": False}])
    assert "Ông Ba" not in page_of(client, maker).content.decode()


def test_a_film_is_a_link_until_somebody_presses(client):
    maker = makers.producer()
    makers.product(producer=maker)
    producer_page(maker, video_url=FILM)
    response = page_of(client, maker)
    page = response.content.decode()
    assert f'href="{FILM}"' in page
    assert "<iframe" not in page
    assert "js/video" in page
    policy = response["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com https://player.vimeo.com;" in policy + ";"
    assert "frame-src" not in client.get("/san-pham/")["Content-Security-Policy"]


def test_english_words_are_read_where_there_are_some(client):
    maker = makers.producer(about="Ba mươi hộ nuôi ong")
    makers.product(producer=maker)
    path = f"/en{maker.get_absolute_url()}"
    assert "Ba mươi hộ" in client.get(path).content.decode()
    producer_page(maker, about_english="Thirty families of beekeepers")
    page = client.get(path).content.decode()
    assert "Thirty families" in page
    assert "Ba mươi hộ" not in page.split("<main")[1]


def test_its_colours_and_social_card_follow_its_choice(client):
    maker = makers.producer(colours=4)
    makers.product(producer=maker)
    response = page_of(client, maker)
    assert "-4 r-" in response.content.decode().split("producer-header")[1][:120]
    url = response.context["og_image"].url
    picture = client.get("/" + url.split("/", 3)[3])
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")


def test_who_has_no_page_has_no_social_card(client):
    maker = makers.producer()
    assert client.get(f"/chia-se/nha-san-xuat/{maker.slug}-0000000000.png").status_code == 404


def test_the_whole_page_stays_within_its_queries_at_two_sizes(client, stories):
    maker = makers.producer()

    producer_page(maker, people=PEOPLE, video_url=FILM, visit="Qua cầu")

    def grow(number: int) -> None:
        goods = makers.many_products(number, producers=[maker])
        for title in range(number // 4):
            write_story(stories, f"Chuyện {number} {title}", products=goods[:2])
        ended = today() - timedelta(days=4)
        for item in goods[: number // 4]:
            item.certificates.update(valid_until=ended)
        index()

    def queries() -> int:
        page_of(client, maker)
        with CaptureQueriesContext(connection) as found:
            page = page_of(client, maker)
        assert page.context["past"]
        assert page.context["stories"]
        return len(found)

    grow(8)
    few = queries()
    grow(60)
    assert queries() == few <= 15
