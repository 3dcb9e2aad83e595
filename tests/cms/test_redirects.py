"""A renamed or moved page is found under its old URL, in the language of the reader."""

import pytest
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from cms.models import StandardPage, StoryIndexPage
from tests.cms.conftest import committed, write_story

pytestmark = pytest.mark.usefixtures("clock")


def rename(page: Page, slug: str) -> None:
    page = page.specific_class.objects.get(pk=page.pk)
    page.slug = slug
    with committed():
        page.save_revision().publish()


@pytest.fixture
def renamed(tree):
    story = write_story(tree.stories, "Chợ phiên", slug="cu")
    rename(story, "moi")
    return story


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_old_url_leads_to_the_new_one_in_both_languages(renamed, client, prefix):
    answer = client.get(f"{prefix}/cau-chuyen/cu/")
    assert answer.status_code == 301
    assert answer["Location"] == f"{prefix}/cau-chuyen/moi/"
    assert client.get(answer["Location"]).status_code == 200


def test_the_language_of_the_editor_does_not_matter(tree, client):
    story = write_story(tree.stories, "Chợ phiên", slug="cu")
    with translation.override("en"):
        rename(story, "moi")
    assert client.get("/cau-chuyen/cu/")["Location"] == "/cau-chuyen/moi/"
    assert client.get("/en/cau-chuyen/cu/")["Location"] == "/en/cau-chuyen/moi/"


def test_a_query_string_does_not_hide_the_redirect(renamed, client):
    answer = client.get("/en/cau-chuyen/cu/?utm_source=zalo")
    assert answer["Location"] == "/en/cau-chuyen/moi/"


def test_a_renamed_standing_page_is_found(tree, client):
    page = StandardPage(title="Giao hàng", slug="giao", live=False)
    tree.home.add_child(instance=page)
    page.save_revision().publish()
    rename(page, "giao-hang")
    assert client.get("/en/giao/")["Location"] == "/en/giao-hang/"


def test_children_of_a_renamed_parent_are_found(tree, client, monkeypatch):
    monkeypatch.setattr(StoryIndexPage, "fixed_slug", "")
    write_story(tree.stories, "Chợ phiên", slug="cho")
    rename(tree.stories, "chuyen")
    assert client.get("/en/cau-chuyen/cho/")["Location"] == "/en/chuyen/cho/"


def test_a_page_taken_offline_is_not_found_under_its_old_url_either(renamed, client):
    Page.objects.get(pk=renamed.pk).unpublish()
    assert client.get("/cau-chuyen/cu/").status_code == 404


def test_renamed_back_and_taken_offline_is_no_loop(renamed, client):
    rename(renamed, "cu")
    assert client.get("/cau-chuyen/moi/")["Location"] == "/cau-chuyen/cu/"
    Page.objects.get(pk=renamed.pk).unpublish()
    assert client.get("/cau-chuyen/cu/").status_code == 404


def test_an_editors_redirect_to_another_site_holds_in_both_languages(tree, client):
    Redirect.add_redirect("/hoi-cho/", "https://hoicho.example/")
    for path in ("/hoi-cho/", "/en/hoi-cho/"):
        assert client.get(path)["Location"] == "https://hoicho.example/"


def test_a_redirect_to_a_private_page_ends_at_its_door(renamed, client):
    PageViewRestriction.objects.create(
        page_id=renamed.pk, restriction_type="password", password="đồi chè"
    )
    answer = client.get("/cau-chuyen/cu/", follow=True)
    assert answer.redirect_chain == [("/cau-chuyen/moi/", 301)]
    assert "cms/password_required.html" in [template.name for template in answer.templates]
