"""Pictures of shared addresses: what is public, as it is now, once drawn and kept."""

from datetime import date, timedelta

import pytest

from catalogue.http_cache import PUBLIC
from catalogue.social_card import SITE
from shop.storefront.listing import social_card as listing
from shop.storefront.product import social_card as product
from shop.storefront.product.social_card import product_image
from tests import makers
from tests.cms.conftest import write_story

UNKNOWN = "0" * 10
BODY = [("paragraph", "<p>One.</p>")]


@pytest.fixture(autouse=True)
def _folder(clock, settings, tmp_path):
    """Pictures of a test go nowhere else."""
    settings.SOCIAL_CARD_FOLDER = tmp_path


def path_of(image) -> str:
    """The address without the site."""
    return image.url.removeprefix("http://testserver")


def picture_of(client, page: str):
    """The picture that a page names."""
    return client.get(page).context["og_image"]


def test_a_page_names_its_picture(tree, client):
    honey = makers.product("Mật ong bạc hà", stars=4, province=tree.lai_chau.province)
    image = picture_of(client, honey.get_absolute_url())
    assert (image.width, image.height) == (1200, 630)
    assert image.url.startswith(f"http://testserver/chia-se/{product.KIND}/{honey.slug}-")
    assert "Mật ong bạc hà" in image.alt
    assert "4\xa0sao" in image.alt


def test_the_picture_is_drawn_once_and_asked_about_each_time(tree, client, tmp_path, monkeypatch):
    honey = makers.product("Mật ong bạc hà")
    address = path_of(product_image(honey))
    first = client.get(address)
    assert first["Content-Type"] == "image/png"
    assert first["Cache-Control"] == PUBLIC
    monkeypatch.setattr(
        "shop.storefront.social_cards.social_card_png", lambda card: pytest.fail("drawn again")
    )
    assert client.get(address).content == first.content
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert len(list(tmp_path.rglob("*"))) == 3


def test_a_folder_that_cannot_be_written_costs_no_answer(tree, client, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.SOCIAL_CARD_FOLDER = tmp_path / "file"
    honey = makers.product("Mật ong bạc hà")
    assert client.get(path_of(product_image(honey))).status_code == 200


@pytest.mark.parametrize(
    "facts", [{"legal_type": "alcohol"}, {"is_public": False}, {"stars": None}]
)
def test_what_may_not_be_shown_has_no_picture(tree, client, facts):
    honey = makers.product("Mật ong bạc hà", **facts)
    assert client.get(f"/chia-se/{product.KIND}/{honey.slug}-{UNKNOWN}.png").status_code == 404


def test_a_star_that_is_lost_is_not_shown_again(tree, client, clock):
    honey = makers.product("Mật ong bạc hà", stars=4, until=date(2026, 12, 31))
    before = path_of(product_image(honey))
    assert client.get(before).status_code == 200
    clock.shift(timedelta(days=90))
    now = picture_of(client, honey.get_absolute_url())
    assert client.get(before)["Location"] == now.url
    assert now.alt.endswith("Chứng nhận đã kết thúc ngày 31/12/2026")
    assert "sao" not in now.alt
    assert client.get(path_of(now)).status_code == 200


def test_a_certificate_to_come_is_on_the_picture_without_stars(tree, client):
    honey = makers.product("Mật ong bạc hà", since=date(2027, 1, 5))
    image = picture_of(client, honey.get_absolute_url())
    assert image.alt.endswith("Chứng nhận có hiệu lực từ 05/01/2027")


def test_what_perhaps_has_ended_is_on_the_picture_without_stars(tree, client, clock):
    honey = makers.product("Mật ong bạc hà", stars=None)
    makers.bounded_certificate(honey, date(2023, 1, 1), date(2023, 12, 31))
    image = picture_of(client, honey.get_absolute_url())
    assert image.alt.endswith("Chưa rõ chứng nhận còn hiệu lực")
    clock.shift(timedelta(days=60))
    image = picture_of(client, honey.get_absolute_url())
    assert image.alt.endswith("Chứng nhận đã kết thúc trong năm 2026")


def test_a_list_of_all_goods_has_the_picture_of_the_shop(tree, client):
    makers.product("Mật ong bạc hà")
    for page in ("/san-pham/", "/en/san-pham/", "/tim-kiem/?q=mat"):
        assert f"/chia-se/{SITE}/" in picture_of(client, page).url


def test_an_address_of_before_leads_to_the_picture_of_now(tree, client, tmp_path):
    honey = makers.product("Mật ong bạc hà")
    before = path_of(product_image(honey))
    client.get(before)
    honey.title = "Mật ong bạc hà đá"
    honey.save()
    answer = client.get(before)
    assert answer.status_code == 302
    assert "no-store" in answer["Cache-Control"]
    assert client.get(answer["Location"]).status_code == 200
    assert len(list(tmp_path.rglob("*.png"))) == 1


def test_provinces_stories_and_the_shop_have_pictures(tree, client):
    makers.product("Mật ong", province=tree.lai_chau.province)
    story = write_story(tree.stories, "Mật của núi đá", province=tree.lai_chau.province)
    for page in ("/tinh/lai-chau/", story.get_url(), "/", "/en/tinh/lai-chau/"):
        image = picture_of(client, page)
        assert client.get(path_of(image)).status_code == 200, page
    vietnamese, english = (picture_of(client, f"{at}/tinh/lai-chau/") for at in ("", "/en"))
    assert vietnamese.url == english.url


def test_a_group_has_one_picture_in_every_language(shop_groups, client):
    vietnamese = picture_of(client, f"/nhom/{shop_groups}/")
    assert f"/chia-se/{listing.KIND}/" in vietnamese.url
    assert picture_of(client, f"/en/nhom/{shop_groups}/").url == vietnamese.url
    assert client.get(path_of(vietnamese)).status_code == 200


def test_a_draft_has_no_picture(tree, client):
    story = write_story(tree.stories, "Nháp")
    address = path_of(picture_of(client, story.get_url()))
    story.unpublish()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("kind", ["tinh", "vung", "nhom", "cau-chuyen", SITE, "la"])
def test_unknown_things_have_no_picture(db, client, kind):
    assert client.get(f"/chia-se/{kind}/khong-co-{UNKNOWN}.png").status_code == 404


@pytest.fixture
def shop_groups(tree) -> str:
    """The slug of a group that has a page."""
    return makers.product("Chè").classification.group.slug


def test_a_story_in_english_has_a_picture_in_english(tree, client):
    write_story(tree.stories, "Mật", title_en="Honey", body_en=BODY)
    own, theirs = (picture_of(client, f"{at}/cau-chuyen/mat/") for at in ("", "/en"))
    assert own.alt.startswith("Mật – Câu chuyện")
    assert theirs.alt.startswith("Honey – The story")
    for image in (own, theirs):
        assert client.get(path_of(image))["Content-Type"] == "image/png"


def test_a_story_without_english_is_shared_with_its_own_picture(tree, client):
    write_story(tree.stories, "Mật", title_en="Honey")
    own, theirs = (picture_of(client, f"{at}/cau-chuyen/mat/") for at in ("", "/en"))
    assert own.url == theirs.url
    assert client.get(f"/chia-se/story/mat-{UNKNOWN}.png").status_code == 404
