"""Stories are found by their words in either language, and suggested by the title that is read."""

import pytest

from search.index.page_entries import in_vietnamese, reindex_pages
from search.models import PageEntry
from search.suggestions import suggest
from tests.cms.conftest import tree as tree_of_pages
from tests.cms.conftest import write_story

tree = tree_of_pages
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def story(tree):
    """A story told in both languages, and one in Vietnamese alone; both are indexed."""
    body = [("paragraph", "<p>More honey than a song can hold.</p>")]
    story = write_story(
        tree.stories, "Mật của núi đá", title_en="Honey of the rocks", intro_en="Why.", body_en=body
    )
    write_story(tree.stories, "Than đá và bài song ca")
    reindex_pages()
    return story


def titles(client, path: str) -> list[str]:
    return [story.title for story in client.get(path).context["stories"]]


@pytest.mark.parametrize("words", ["honey", "HONEY rocks", "more honey", "mật của", "nui da"])
def test_a_reader_of_english_finds_it_in_either_language(story, client, words):
    assert titles(client, f"/en/tim-kiem/?q={words}") == ["Honey of the rocks"]


def test_english_words_do_not_stand_in_the_way_of_vietnamese_ones(story, client):
    assert titles(client, "/tim-kiem/?q=than") == ["Than đá và bài song ca"]
    assert titles(client, "/tim-kiem/?q=song") == ["Than đá và bài song ca"]
    assert titles(client, "/tim-kiem/?q=honey") == []
    assert titles(client, "/tim-kiem/?q=nui+da") == ["Mật của núi đá"]


def test_no_words_are_found_across_the_languages_as_a_pair(story):
    entry = PageEntry.objects.get(page=story)
    assert " nui da | honey " in entry.name
    assert in_vietnamese(entry.words).endswith(" ")
    assert "honey" not in in_vietnamese(entry.words)


def test_an_entry_without_english_is_all_vietnamese(tree):
    story = write_story(tree.stories, "Than đá")
    reindex_pages([story.pk])
    entry = PageEntry.objects.get(page=story)
    assert "|" not in entry.words
    assert in_vietnamese(entry.words).split() == entry.words.split()


def test_a_title_is_suggested_as_it_is_read(story, client):
    assert labels("mat cua") == [("Mật của núi đá", "/cau-chuyen/mat-cua-nui-da/")]
    assert labels("honey") == []


def test_an_english_title_is_suggested_on_english_pages(story, client):
    page = client.get("/en/tim-kiem/goi-y?q=hone").content.decode()
    assert 'href="/en/cau-chuyen/mat-cua-nui-da/"' in page
    assert "y of the rocks" in page


def labels(text: str) -> list[tuple[str, str]]:
    sections = {section.kind: section.items for section in suggest(text).sections}
    return [(item.label, item.url) for item in sections.get("story", [])]
