"""The CMS is in Vietnamese where Wagtail's own translation leaves gaps."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone, translation
from django.utils.timesince import timesince

from cms.permissions import create_province_editors, province_editors_name
from tests import makers


@pytest.fixture
def editor(tree, client):
    """A signed-in editor of Lai Châu."""
    create_province_editors()
    user = makers.user()
    user.groups.add(Group.objects.get(name=province_editors_name("Lai Châu")))
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ({"minutes": 5}, "5 phút"),
        ({"hours": 3}, "3 giờ"),
        ({"days": 2}, "2 ngày"),
        ({"weeks": 1}, "1 tuần"),
    ],
)
def test_how_long_ago_is_said_in_vietnamese(span, words):
    now = timezone.now()
    with translation.override("vi"):
        said = timesince(now - timedelta(**span), now, depth=1)
    assert said.replace("\u00a0", " ") == words


@pytest.mark.parametrize("screen", ["history/", "usage/", "unpublish/", "edit/"])
def test_screens_of_a_page_leave_no_english_behind(editor, tree, screen):
    page = editor.get(f"/cms/pages/{tree.lai_chau.pk}/{screen}").content.decode()
    for english in (" ago<", "Are you sure", "No, don", "There are no ", "Sort by '", "Locking:"):
        assert english not in page


def test_the_editors_script_speaks_vietnamese(editor):
    catalogue = editor.get("/cms/jsi18n/").content.decode()
    for words in ("Đang tự lưu…", "Thêm góp ý", "Xuống dòng"):
        assert json.dumps(words)[1:-1] in catalogue or words in catalogue


def test_notifications_are_named_in_vietnamese(editor):
    page = editor.get("/cms/account/").content.decode().lower()
    assert "tin bài được duyệt" in page
    assert "approved notifications" not in page
