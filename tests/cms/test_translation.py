"""English stands beside Vietnamese; what is not written in it is shown in Vietnamese and says so."""

import pytest
from django.conf import settings
from django.utils import translation

from cms.models import StandardPage, StorySource
from cms.models.story import story_card
from tests.cms.conftest import write_story

pytestmark = pytest.mark.usefixtures("clock")
BODY = [("paragraph", "<p>One two three.</p>")]
NOTICE = "This text has not been translated yet."


@pytest.fixture
def story(tree):
    """A story told in both languages."""
    return write_story(
        tree.stories,
        "Mật của núi đá",
        title_en="Honey of the rocks",
        intro_en="And why.",
        body_en=BODY,
    )


def read(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_story_is_read_in_english(story, client):
    page = read(client, "/en/cau-chuyen/mat-cua-nui-da/")
    assert "<h1>Honey of the rocks</h1>" in page
    assert "One two three." in page
    assert "And why." in page
    assert NOTICE not in page
    assert "Một hai" not in page


def test_the_vietnamese_story_stays_as_it_was(story, client):
    page = read(client, "/cau-chuyen/mat-cua-nui-da/")
    assert "<h1>Mật của núi đá</h1>" in page
    assert "Một hai ba" in page
    assert "Honey" not in page


def test_both_languages_name_each_other_and_themselves(story, client):
    for path in ("/cau-chuyen/mat-cua-nui-da/", "/en/cau-chuyen/mat-cua-nui-da/"):
        page = read(client, path)
        assert f'<link rel="canonical" href="{settings.SITE_URL}{path}">' in page
        for tag, at in (("vi", ""), ("en", "/en"), ("x-default", "")):
            address = f"{settings.SITE_URL}{at}/cau-chuyen/mat-cua-nui-da/"
            assert f'hreflang="{tag}" href="{address}"' in page


def test_a_shared_english_story_is_announced_in_english(story, client):
    page = read(client, "/en/cau-chuyen/mat-cua-nui-da/")
    assert '<meta property="og:title" content="Honey of the rocks">' in page
    assert '<meta property="og:description" content="And why.">' in page
    assert '<meta property="og:locale" content="en_GB">' in page


@pytest.mark.parametrize("english", [{}, {"title_en": "Honey"}, {"body_en": BODY}])
def test_a_story_half_written_in_english_says_so(tree, client, english):
    write_story(tree.stories, "Mật", **english)
    page = read(client, "/en/cau-chuyen/mat/")
    assert NOTICE in page
    assert 'hreflang="en" href' not in page.partition("</head>")[0]
    assert f'<link rel="canonical" href="{settings.SITE_URL}/cau-chuyen/mat/">' in page
    assert ('<h1 lang="vi">Mật</h1>' in page) is ("title_en" not in english)
    assert ('<div lang="vi"><p' in page) is ("body_en" not in english)
    assert '<p class="lead" lang="vi">' in page


def test_sources_are_named_in_english_where_they_are_written(story, client):
    story.sources = [
        StorySource(text="Hiểu biết chung", text_en="General knowledge"),
        StorySource(text="Sổ đăng ký"),
    ]
    story.save_revision().publish()
    page = read(client, "/en/cau-chuyen/mat-cua-nui-da/")
    assert '<span>General knowledge</span>; <span lang="vi">Sổ đăng ký</span>.' in page


def test_minutes_are_those_of_the_text_that_is_read(tree):
    long = [("paragraph", f"<p>{'word ' * 500}</p>")]
    story = write_story(tree.stories, "Ngắn", title_en="Long", body_en=long)
    assert story.reading_minutes == 1
    with translation.override("en"):
        assert story.reading_minutes == 3


def test_a_card_marks_each_word_that_is_vietnamese(tree):
    story = write_story(tree.stories, "Mật", title_en="Honey")
    with translation.override("en"):
        card = story_card(story)
    assert (card.title, card.foreign, card.foreign_lead) == ("Honey", False, True)


def test_an_english_story_costs_no_more(story, client, django_assert_max_num_queries):
    client.get(story.get_url())
    with django_assert_max_num_queries(15):
        client.get("/en/cau-chuyen/mat-cua-nui-da/")


def test_a_province_marks_what_is_vietnamese_on_its_english_page(tree, client):
    tree.lai_chau.intro_en, tree.lai_chau.body_en = "Land and people.", BODY
    tree.lai_chau.save_revision().publish()
    page = read(client, "/en/tinh/lai-chau/")
    assert '<p class="standfirst">Land and people.</p>' in page
    assert '<li class="chip" lang="vi">' in page
    assert "One two three." in page
    assert NOTICE not in page
    assert NOTICE in read(client, "/en/tinh/son-la/")


def test_standing_pages_mark_what_is_not_translated(tree, client):
    page = StandardPage(title="Giới thiệu", slug="gioi-thieu", intro="Chúng tôi.", body=BODY)
    tree.home.add_child(instance=page)
    html = read(client, "/en/gioi-thieu/")
    assert NOTICE in html
    assert '<h1 lang="vi">Giới thiệu</h1>' in html
    page.title_en, page.intro_en, page.body_en = "About", "We are.", BODY
    page.save_revision().publish()
    html = read(client, "/en/gioi-thieu/")
    assert NOTICE not in html
    assert 'lang="vi">Giới' not in html


@pytest.mark.parametrize(("mode", "seen"), [("vi", "Mật của núi đá"), ("en", "Honey of the rocks")])
def test_editors_look_at_either_language_before_they_publish(story, mode, seen):
    assert [code for code, _name in story.preview_modes] == ["vi", "en"]
    answer = story.make_preview_request(preview_mode=mode)
    assert f"{seen}</h1>" in answer.content.decode()
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
