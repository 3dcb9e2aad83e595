"""A page appears and goes at the times set in the CMS, for everybody, through the worker."""

from datetime import timedelta

import pytest

from catalogue.clock import now
from cms.models import StoryPage
from shop.operations import worker
from tests.cms.conftest import tree, write_story  # noqa: F401 - `tree` is a fixture

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def story(tree, settings):  # noqa: F811
    """A story that is to appear in an hour and to go an hour later; pages are cached."""
    settings.PAGE_CACHE_MB = 8
    settings.WORKER_LOOPS = {}
    page = write_story(tree.stories, "Mùa chè đầu")
    page.unpublish()
    page.go_live_at, page.expire_at = now() + timedelta(hours=1), now() + timedelta(hours=2)
    page.save_revision().publish()
    assert not StoryPage.objects.get().live
    return page


def test_a_page_appears_and_goes_at_its_time(story, client, clock):
    url, lists = story.get_url(), story.get_parent().get_url()

    def is_there() -> tuple[bool, bool]:
        worker.run_once()
        listed = story.title in client.get(lists).content.decode()
        return client.get(url).status_code == 200, listed

    assert is_there() == (False, False)
    clock.shift(timedelta(minutes=61))
    assert is_there() == (True, True)
    clock.shift(timedelta(minutes=61))
    assert is_there() == (False, False)
