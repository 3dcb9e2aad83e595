"""Pages made or renamed in one moment, on PostgreSQL: each has an address of its own, or is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from cms.models import StoryPage
from shop.users.models import User
from tests.cms.conftest import tree, write_story  # noqa: F401 - `tree` is a fixture
from tests.window import Window

HANDS = 4
#: What Wagtail's scripts send for blocks.
NO_BLOCKS = {"body-count": "0", "body_en-count": "0"}


def windows(paths) -> list[Window]:
    owner = User.objects.create_superuser("chu@example.vn", "mat-khau-thu")
    opened = []
    for path in paths:
        browser = Client()
        browser.force_login(owner)
        opened.append(Window(browser, path, form="#page-edit-form"))
    return opened


def press_together(opened) -> list[int]:
    """Send all of them in one moment; return the answers."""
    start = Barrier(len(opened))

    def press(window) -> int:
        try:
            start.wait(timeout=20)
            return window.send().status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(opened)) as pool:
        return sorted(pool.map(press, opened))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_four_editors_create_a_page_of_one_title(tree):  # noqa: F811
    path = f"/cms/pages/add/cms/storypage/{tree.stories.pk}/"
    opened = windows([path] * HANDS)
    for window in opened:
        window.type(title="Mùa chè", slug="mua-che", **NO_BLOCKS)
    assert press_together(opened) == [302] * HANDS
    slugs = StoryPage.objects.values_list("slug", flat=True)
    assert sorted(slugs) == ["mua-che", *(f"mua-che-{number}" for number in range(2, HANDS + 1))]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_editors_give_two_pages_one_address(tree):  # noqa: F811
    stories = [write_story(tree.stories, title) for title in ("Một", "Hai")]
    for story in stories:
        story.unpublish()
    opened = windows([f"/cms/pages/{story.pk}/edit/" for story in stories])
    for window in opened:
        window.type(slug="ten-moi", **NO_BLOCKS)
    assert press_together(opened) == [200, 302]
    assert StoryPage.objects.filter(slug="ten-moi").count() == 1


@pytest.mark.django_db
def test_a_draft_whose_address_was_taken_meanwhile_is_refused_in_words(tree):  # noqa: F811
    story = write_story(tree.stories, "Một")
    story.slug = "ten-moi"
    story.save_revision()
    write_story(tree.stories, "Hai", slug="ten-moi")
    browser = Client()
    browser.force_login(User.objects.create_superuser("chu@example.vn", "mat-khau-thu"))
    answer = browser.post(f"/cms/bulk/wagtailcore/page/publish/?id={story.pk}", follow=True)
    assert answer.status_code == 200
    assert "ten-moi" in " ".join(map(str, answer.context["messages"]))
