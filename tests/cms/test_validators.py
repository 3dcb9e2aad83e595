"""A page may not hide behind an address of the shop."""

import pytest
from django.core.exceptions import ValidationError

from cms.models import ProvinceIndexPage, StandardPage
from cms.validators import reserved_words, validate_first_level_slug

SHOP_WORDS = {
    "san-pham", "nhom", "tinh", "vung", "nha-san-xuat", "tim-kiem", "kiem-tra-sao", "gio-hang",
    "thanh-toan", "don-hang", "quan-tri", "cms", "django-admin", "healthz", "readyz",
    "sitemap.xml", "robots.txt", "static", "media", "en", "vi",
}  # fmt: skip


def test_words_of_the_urlconf_are_reserved():
    assert reserved_words() >= SHOP_WORDS


@pytest.mark.parametrize("word", ["nguoi-ban", "zh-hans", "en", "vi", "de"])
def test_words_that_the_shop_may_yet_answer_to_are_reserved(word):
    assert word in reserved_words()


def test_words_of_pages_are_free():
    assert not {"cau-chuyen", "gioi-thieu", "doi-tra", "khieu-nai"} & reserved_words()


@pytest.mark.parametrize("slug", ["gio-hang", "san-pham", "en"])
def test_a_first_level_page_cannot_take_a_word_of_the_shop(slug):
    with pytest.raises(ValidationError) as refusal:
        validate_first_level_slug(slug)
    assert slug in refusal.value.message_dict["slug"][0]


def test_saving_such_a_page_is_refused(tree):
    page = StandardPage(title="Giỏ hàng", slug="gio-hang", body=[("paragraph", "<p>x</p>")])
    with pytest.raises(ValidationError):
        tree.home.add_child(instance=page)


def test_the_form_says_so_before_there_is_a_page(tree, admin_client):
    address = f"/cms/pages/add/cms/standardpage/{tree.home.pk}/"
    empty = {"body-count": "0", "body_en-count": "0"}
    answer = admin_client.post(address, {"title": "Giỏ hàng", "slug": "gio-hang"} | empty)
    assert answer.status_code == 200
    assert "gio-hang" in str(answer.context["form"].errors["slug"])
    assert not StandardPage.objects.exists()


def test_slugs_are_folded_to_plain_letters(tree):
    page = StandardPage(title="Đổi trả", slug="đổi-trả", body=[("paragraph", "<p>x</p>")])
    tree.home.add_child(instance=page)
    assert page.slug == "doi-tra"
    assert page.get_url() == "/doi-tra/"


def story(**fields) -> dict:
    """What the editor's form sends for a new story."""
    counts = dict.fromkeys(("body-count", "body_en-count"), "0")
    for prefix in ("products", "sources"):
        counts |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return {"standfirst": "Một buổi sáng."} | counts | fields


@pytest.mark.parametrize("typed", ["", "doi-che-som-mai", "đồi-che-sớm-mai"])
def test_a_second_story_of_nearly_the_same_title_gets_a_number(tree, admin_client, typed):
    path = f"/cms/pages/add/cms/storypage/{tree.stories.pk}/"
    for title in ("Đồi chè sớm mai", "Đồi che sớm mai", "Đói che sớm mãi"):
        answer = admin_client.post(path, story(title=title, slug=typed))
        assert answer.status_code == 302, answer.context["form"].errors
    tree.stories.refresh_from_db()
    slugs = tree.stories.get_children().filter(slug__startswith="doi-che").order_by("pk")
    assert list(slugs.values_list("slug", flat=True)) == [
        *("doi-che-som-mai", "doi-che-som-mai-2", "doi-che-som-mai-3")
    ]


def test_an_address_that_was_typed_and_is_taken_is_refused_in_words(tree, admin_client):
    path = f"/cms/pages/add/cms/storypage/{tree.stories.pk}/"
    admin_client.post(path, story(title="Đồi chè", slug="doi-che"))
    answer = admin_client.post(path, story(title="Chuyện khác", slug="đồi-chè"))
    assert answer.status_code == 200
    assert "doi-che" in str(answer.context["form"].errors["slug"])


def test_a_renamed_story_cannot_take_anothers_address(tree, admin_client):
    path = f"/cms/pages/add/cms/storypage/{tree.stories.pk}/"
    for title in ("Đồi chè", "Đồi cọ"):
        admin_client.post(path, story(title=title))
    tree.stories.refresh_from_db()
    second = tree.stories.get_children().get(slug="doi-co")
    edit = f"/cms/pages/{second.pk}/edit/"
    answer = admin_client.post(edit, story(title="Đồi cọ", slug="đồi-che"))
    assert answer.status_code == 200
    assert "slug" in answer.context["form"].errors


def test_pages_made_without_a_form_get_a_number_too(tree):
    for title in ("Đổi trả", "Đôi trả"):
        tree.home.add_child(instance=StandardPage(title=title, body=[("paragraph", "<p>x</p>")]))
    assert {"doi-tra", "doi-tra-2"} <= set(tree.home.get_children().values_list("slug", flat=True))


def test_a_draft_cannot_take_a_word_of_the_shop(tree):
    page = StandardPage(title="Người bán", slug="nguoi-ban", live=False)
    with pytest.raises(ValidationError):
        tree.home.add_child(instance=page)


@pytest.mark.parametrize("slug", ["nguoi-ban", "giỏ-hàng", "zh-hans"])
def test_a_copy_cannot_take_a_word_of_the_shop(tree, admin_client, slug):
    page = StandardPage(title="Đổi trả", slug="doi-tra", body=[("paragraph", "<p>x</p>")])
    tree.home.add_child(instance=page)
    path = f"/cms/pages/{page.pk}/copy/"
    copy = {"new_title": "Bản sao", "new_slug": slug, "new_parent_page": tree.home.pk}
    answer = admin_client.post(path, copy)
    assert answer.status_code == 200
    assert "new_slug" in answer.context["form"].errors
    assert admin_client.post(path, copy | {"new_slug": "đổi-trả-2"}).status_code == 302
    assert tree.home.get_children().filter(slug="doi-tra-2").exists()


def test_the_province_index_alone_keeps_its_word(tree):
    assert tree.provinces.get_url() == "/tinh/"
    tree.provinces.slug = "cac-tinh"
    with pytest.raises(ValidationError):
        tree.provinces.save()
    assert ProvinceIndexPage.objects.get().slug == "tinh"
