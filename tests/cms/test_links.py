"""No page of the shop links to a page that answers 404 or asks for a password."""

import pytest
from wagtail.models import PageViewRestriction

from cms.models import StandardPage
from tests.cms.conftest import committed, write_story

pytestmark = pytest.mark.usefixtures("clock")


def link(page) -> list[tuple[str, str]]:
    return [
        ("paragraph", f'<p>Đọc <a linktype="page" id="{page.pk}"><b>chuyện kia</b></a> nhé.</p>')
    ]


def unpublish(page) -> None:
    page.unpublish()


def delete(page) -> None:
    page.delete()


def close(page) -> None:
    PageViewRestriction.objects.create(
        page_id=page.pk, restriction_type="password", password="đồi chè"
    )


def standing_page(tree, title: str, slug: str) -> StandardPage:
    page = StandardPage(title=title, slug=slug, live=False)
    tree.home.add_child(instance=page)
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


@pytest.fixture
def target(tree):
    return write_story(tree.stories, "Chuyện kia", slug="kia")


@pytest.fixture
def story(tree, target):
    return write_story(tree.stories, "Chuyện này", slug="nay", body=link(target))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_link_to_a_public_page_leads_there_in_the_readers_language(story, client, prefix):
    page = client.get(f"{prefix}/cau-chuyen/nay/").content.decode()
    assert f'<a href="{prefix}/cau-chuyen/kia/"><b>chuyện kia</b></a>' in page


@pytest.mark.parametrize("end", [unpublish, delete, close])
def test_a_link_to_what_nobody_may_read_is_its_words_alone(story, target, client, end):
    end(target)
    page = client.get("/cau-chuyen/nay/").content.decode()
    assert "<p>Đọc <b>chuyện kia</b> nhé.</p>" in page
    assert "/cau-chuyen/kia/" not in page


def test_a_link_to_a_draft_is_its_words_alone(tree, client):
    draft = StandardPage(title="Nháp", slug="nhap", live=False)
    tree.home.add_child(instance=draft)
    write_story(tree.stories, "Chuyện này", slug="nay", body=link(draft))
    page = client.get("/cau-chuyen/nay/").content.decode()
    assert "Đọc <b>chuyện kia</b> nhé." in page


def test_a_link_to_a_province_stays_for_the_shop_answers_it_anyway(tree, client):
    write_story(tree.stories, "Chuyện này", slug="nay", body=link(tree.lai_chau))
    tree.lai_chau.unpublish()
    assert '<a href="/tinh/lai-chau/">' in client.get("/cau-chuyen/nay/").content.decode()
    assert client.get("/tinh/lai-chau/").status_code == 200


def test_a_link_below_a_private_page_is_its_words_alone(tree, story, client):
    close(tree.stories)
    page = standing_page(tree, "Giới thiệu", "gioi-thieu")
    page.body = link(story)
    page.save_revision().publish()
    assert "/cau-chuyen/nay/" not in client.get("/gioi-thieu/").content.decode()


@pytest.mark.parametrize("end", [unpublish, close])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_menus_and_crumbs_leave_out_a_section_that_is_closed(tree, story, client, end, prefix):
    paths = ("/", "/cau-chuyen/nay/", "/tinh/lai-chau/", "/gio-hang/")
    for path in paths:
        assert f'"{prefix}/cau-chuyen/"' in client.get(prefix + path).content.decode()
    with committed():
        end(tree.stories)
    for path in paths:
        page = client.get(prefix + path).content.decode()
        assert f'"{prefix}/cau-chuyen/"' not in page, path
        assert f'"{prefix}/tinh/"' in page, path


def test_a_footer_forgets_a_standing_page_at_once(tree, client, settings):
    settings.PAGE_CACHE_MB = 8
    with committed():
        page = standing_page(tree, "Khiếu nại", "khieu-nai")
    paths = ("/", "/san-pham/", "/gio-hang/")
    for path in paths:
        assert '"/khieu-nai/"' in client.get(path).content.decode()
    with committed():
        page.unpublish()
    for path in paths:
        assert '"/khieu-nai/"' not in client.get(path).content.decode(), path


def test_the_way_to_the_regions_leads_to_products_while_their_page_is_closed(tree, client):
    assert client.get("/vung/")["Location"] == "/tinh/"
    tree.provinces.unpublish()
    answer = client.get("/vung/")
    assert (answer.status_code, answer["Location"]) == (302, "/san-pham/")


def typed(address: str) -> list[tuple[str, str]]:
    return [("paragraph", f'<p>Đọc <a href="{address}">chuyện kia</a> nhé.</p>')]


ADDRESSES = [
    "/cau-chuyen/kia/",
    "/cau-chuyen/kia",
    "/en/cau-chuyen/kia/#giua",
    "{site}/cau-chuyen/kia/?x=1",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("end", [unpublish, delete, close])
def test_a_typed_address_of_what_nobody_may_read_is_its_words_alone(
    tree, target, client, settings, address, end
):
    address = address.format(site=settings.SITE_URL)
    write_story(tree.stories, "Chuyện này", slug="nay", body=typed(address))
    assert f'<a href="{address}">chuyện kia</a>' in client.get("/cau-chuyen/nay/").content.decode()
    end(target)
    assert "<p>Đọc chuyện kia nhé.</p>" in client.get("/cau-chuyen/nay/").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/san-pham/", "/tinh/lai-chau/", "https://vi.wikipedia.org/wiki/Tr%C3%A0", "//x.vn/"],
)
def test_other_typed_addresses_stay_as_they_are(tree, client, address):
    write_story(tree.stories, "Chuyện này", slug="nay", body=typed(address))
    assert f'<a href="{address}">chuyện kia</a>' in client.get("/cau-chuyen/nay/").content.decode()


def test_a_typed_address_of_before_a_page_was_renamed_stays(tree, target, client):
    write_story(tree.stories, "Chuyện này", slug="nay", body=typed("/en/cau-chuyen/kia/"))
    page = type(target).objects.get(pk=target.pk)
    page.slug = "kia-moi"
    with committed():
        page.save_revision().publish()
    words = client.get("/cau-chuyen/nay/").content.decode()
    assert '<a href="/en/cau-chuyen/kia/">chuyện kia</a>' in words
    target.refresh_from_db()
    target.unpublish()
    assert "<p>Đọc chuyện kia nhé.</p>" in client.get("/cau-chuyen/nay/").content.decode()
