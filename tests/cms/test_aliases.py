"""An alias is a second URL of a page: it names the first one and stands in no list."""

import pytest
from wagtail.actions.create_alias import CreatePageAliasAction

from cms.models import StandardPage, StoryPage
from cms.models.story import more_stories
from tests import makers
from tests.cms.conftest import committed, write_story

pytestmark = pytest.mark.usefixtures("clock")


def alias_of(page, slug: str):
    return CreatePageAliasAction(page, update_slug=slug, user=None).execute(
        skip_permission_checks=True
    )


@pytest.fixture
def story(tree):
    return write_story(
        tree.stories,
        "Chợ phiên",
        slug="cho",
        products=[makers.product("Mật ong bạc hà")],
        title_en="The market",
        body_en=[("paragraph", "<p>One.</p>")],
    )


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_alias_names_its_source_as_canonical(story, client, settings, prefix):
    alias_of(story, "cho-hai")
    page = client.get(f"{prefix}/cau-chuyen/cho-hai/").content.decode()
    source = f"{settings.SITE_URL}{prefix}/cau-chuyen/cho/"
    assert f'<link rel="canonical" href="{source}">' in page
    assert f'<meta property="og:url" content="{source}">' in page
    assert "cho-hai" not in page.partition("</head>")[0]


def test_an_untranslated_alias_names_the_vietnamese_source(tree, client, settings):
    alias_of(write_story(tree.stories, "Chợ phiên", slug="cho"), "cho-hai")
    page = client.get("/en/cau-chuyen/cho-hai/").content.decode()
    assert f'rel="canonical" href="{settings.SITE_URL}/cau-chuyen/cho/"' in page


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/cau-chuyen/",
        "/sitemap-cau-chuyen-1.xml",
        "/san-pham/mat-ong-bac-ha/",
        "/cau-chuyen/cho/",
    ],
)
def test_a_list_shows_the_source_alone(story, client, path):
    alias_of(story, "cho-hai")
    assert "cho-hai" not in client.get(path).content.decode()


def test_the_alias_does_not_offer_its_own_source(story):
    alias = alias_of(story, "cho-hai")
    assert more_stories(StoryPage.objects.get(pk=alias.pk)) == []


def test_an_alias_of_a_standing_page_is_in_neither_footer_nor_sitemap(tree, client):
    page = StandardPage(title="Giao hàng", slug="giao", live=False)
    tree.home.add_child(instance=page)
    with committed():
        page.save_revision().publish()
        alias_of(StandardPage.objects.get(pk=page.pk), "giao-hai")
    assert client.get("/giao-hai/").status_code == 200
    assert "/giao/" in client.get("/").content.decode()
    assert "giao-hai" not in client.get("/").content.decode()
    assert "giao-hai" not in client.get("/sitemap-trang-1.xml").content.decode()
