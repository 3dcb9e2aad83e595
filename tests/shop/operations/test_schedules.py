"""A page appears and goes at the times set in the CMS, for everybody, through the worker."""

from datetime import timedelta

import pytest

from catalogue.clock import now
from cms.models import StoryPage
from shop.operations import worker
from shop.operations.models import WorkerJob
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


def test_a_page_that_cannot_be_published_keeps_no_other_waiting(story, clock):
    broken = write_story(story.get_parent(), "Trước mùa")
    broken.unpublish()
    broken.go_live_at = now() + timedelta(minutes=30)
    revision = broken.save_revision()
    revision.publish()
    revision.refresh_from_db()
    revision.content["standfirst"] = ""
    revision.save(update_fields=["content"])
    clock.shift(timedelta(minutes=61))
    worker.run_once()
    assert StoryPage.objects.get(pk=story.pk).live
    assert not StoryPage.objects.get(pk=broken.pk).live
    assert "standfirst" in WorkerJob.objects.get(name="publish scheduled pages").error


def test_a_page_whose_new_address_was_taken_meanwhile_keeps_the_one_it_has(story, clock):
    page = write_story(story.get_parent(), "Mùa chè sau")
    page.slug, page.standfirst = "mua-che", "Chữ mới."
    page.go_live_at = now() + timedelta(minutes=30)
    page.save_revision().publish()
    write_story(story.get_parent(), "Khác", slug="mua-che")
    clock.shift(timedelta(minutes=61))
    worker.run_once()
    shown = StoryPage.objects.get(pk=page.pk)
    assert (shown.standfirst, shown.slug) == ("Chữ mới.", "mua-che-sau")
    assert StoryPage.objects.get(pk=story.pk).live
