"""A province's editor edits that province and nothing else."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.models import ProvincePage, ShopImage
from cms.permissions import create_editors, create_province_editors, province_editors_name
from tests import makers
from tests.cms.test_image import pixels

ENGLISH_HEADING = {"type": "heading", "value": "Hills", "order": "0", "deleted": "", "id": ""}


@pytest.fixture
def editor(tree, client):
    """A signed-in editor of Lai Châu."""
    create_editors()
    create_province_editors()
    user = makers.user()
    user.groups.add(Group.objects.get(name=province_editors_name("Lai Châu")))
    client.force_login(user)
    return client


def image_in(collection: str) -> ShopImage:
    """A picture in the collection of that name."""
    return ShopImage.objects.create(
        title="Ảnh",
        file=pixels(),
        alt_text="Màu đỏ",
        collection=Collection.objects.get(name=collection),
    )


def test_an_editor_signs_in_to_the_cms(editor):
    answer = editor.get("/tai-khoan/dang-nhap/")
    assert answer["Location"] == "/cms/"


def test_the_own_page_opens_and_others_do_not(editor, tree):
    assert editor.get(f"/cms/pages/{tree.lai_chau.pk}/edit/").status_code == 200
    for other in (tree.son_la, tree.home, tree.stories):
        assert editor.get(f"/cms/pages/{other.pk}/edit/").status_code in (302, 403)


def test_english_is_written_beside_vietnamese_with_the_same_right(editor, tree):
    form = editor.get(f"/cms/pages/{tree.lai_chau.pk}/edit/").content.decode()
    assert "Tiếng Anh" in form
    fields = {"title": "Lai Châu", "slug": "lai-chau", "intro": "Đất và người.", "body-count": "0"}
    english = {"title_en": "Lai Chau", "intro_en": "Land and people.", "known_for_en": "honey"}
    body = {f"body_en-0-{name}": value for name, value in ENGLISH_HEADING.items()}
    posted = fields | english | body | {"body_en-count": "1", "province": tree.lai_chau.province_id}
    editor.post(f"/cms/pages/{tree.lai_chau.pk}/edit/", posted | {"action-publish": "1"})
    page = ProvincePage.objects.get(pk=tree.lai_chau.pk)
    assert (page.intro_en, page.known_for_en) == ("Land and people.", "honey")
    assert [block.value for block in page.body_en] == ["Hills"]


def test_another_page_cannot_be_written_either(editor, tree):
    answer = editor.post(f"/cms/pages/{tree.son_la.pk}/edit/", {"title": "Của tôi", "slug": "x"})
    assert answer.status_code in (302, 403)
    assert ProvincePage.objects.get(pk=tree.son_la.pk).title == "Sơn La"
    answer = editor.post(f"/cms/pages/{tree.son_la.pk}/unpublish/")
    assert ProvincePage.objects.get(pk=tree.son_la.pk).live


@pytest.mark.parametrize(
    "path",
    [
        *("", "images/", "reports/site-history/", "reports/aging-pages/"),
        *("reports/workflow/", "reports/locked/", "pages/search/?q=Sơn"),
    ],
)
def test_no_list_of_an_editor_shows_another_provinces_page(editor, tree, path):
    image_in("Sơn La")
    answer = editor.get(f"/cms/{path}", follow=True)
    assert f"/cms/pages/{tree.son_la.pk}/" not in answer.content.decode()
    assert "Sơn La" not in answer.content.decode()


def test_no_page_can_be_added_or_deleted(editor, tree):
    assert editor.get(f"/cms/pages/add/cms/storypage/{tree.stories.pk}/").status_code in (302, 403)
    editor.post(f"/cms/pages/{tree.lai_chau.pk}/delete/")
    assert ProvincePage.objects.filter(pk=tree.lai_chau.pk).exists()


@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")  # Wagtail leaves one open
def test_pictures_of_the_own_collection_only(editor):
    own, other = image_in("Lai Châu"), image_in("Sơn La")
    assert editor.get(f"/cms/images/{own.pk}/").status_code == 200
    assert editor.get(f"/cms/images/{other.pk}/").status_code in (302, 403)
    listed = editor.get("/cms/images/").content.decode()
    assert f"/cms/images/{own.pk}/" in listed
    assert f"/cms/images/{other.pk}/" not in listed


def test_only_the_cms_opens(editor):
    assert editor.get("/cms/").status_code == 200
    assert editor.get("/quan-tri/").status_code in (302, 403)
    assert editor.get("/django-admin/").status_code in (302, 403)
    assert editor.get("/cms/users/").status_code in (302, 403)


def test_laying_out_twice_changes_nothing(tree):
    def state():
        return (
            set(GroupPagePermission.objects.values_list("group__name", "page_id", "permission")),
            set(GroupCollectionPermission.objects.values_list("group__name", "collection__name")),
            Collection.objects.count(),
        )

    create_editors()
    create_province_editors()
    before = state()
    create_editors()
    create_province_editors()
    assert state() == before
