"""The CMS is in Vietnamese where Wagtail's own translation leaves gaps."""

import json
import re
from datetime import timedelta
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import Group
from django.utils import timezone, translation
from django.utils.timesince import timesince
from django.utils.translation import trans_real
from django.utils.translation.trans_real import DjangoTranslation

from cms.permissions import create_province_editors, province_editors_name
from tests import makers

#: Small words that every English sentence has, and that no Vietnamese sentence has.
ENGLISH = re.compile(r"\b(?:the|of|and|your|this|are|with|have|you|for|been|selected|view|edit)\b")


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


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_no_sentence_of_the_cms_is_without_vietnamese(domain):
    apps_with_words = [
        each for each in apps.get_app_configs() if each.name.startswith(("wagtail", "taggit"))
    ]
    missing = []
    for app in apps_with_words:
        if domain == "django":
            known = trans_real.translation("vi")._catalog
        else:
            known = DjangoTranslation("vi", domain, localedirs=[f"{app.path}/locale"])._catalog
        for file in Path(app.path).glob(f"locale/en/LC_MESSAGES/{domain}.po"):
            for entry in polib.pofile(str(file)):
                key = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
                said = known.get((key, 0) if entry.msgid_plural else key)
                if not said and not entry.obsolete:
                    missing.append((app.name, entry.msgid))
    assert missing == []


@pytest.fixture
def owner(tree, client):
    client.force_login(makers.user(is_superuser=True, is_staff=True))
    return client


@pytest.mark.parametrize(
    ("screen", "words"),
    [
        ("", "Bảng điều khiển"),
        ("users/", "Người dùng"),
        ("users/new/", "Vai trò"),
        ("groups/", "Nhóm người dùng"),
        ("groups/new/", "Quyền trên trang"),
        ("sites/", "trang web"),
        ("sites/new/", "tên máy chủ"),
        ("collections/", "bộ sưu tập"),
        ("collections/add/", "Thêm bộ sưu tập"),
        ("workflows/list/", "quy trình"),
        ("workflows/add/", "quy trình"),
        ("workflows/tasks/index/", "bước"),
        ("redirects/", "chuyển hướng"),
        ("redirects/add/", "chuyển hướng"),
        ("redirects/import/", "Tệp cần nhập"),
        ("reports/locked/", "khóa"),
        ("reports/workflow/", "duyệt"),
        ("reports/workflow_tasks/", "duyệt"),
        ("reports/site-history/", "Lịch sử"),
        ("reports/aging-pages/", "Trang"),
        ("reports/page-types-usage/", "Trang"),
        ("images/", "ảnh"),
        ("documents/", "tài liệu"),
    ],
)
def test_screens_of_the_administrator_are_in_vietnamese(owner, screen, words):
    answer = owner.get(f"/cms/{screen}", follow=True)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    for part in page(["script", "style", "template", "svg"]):
        part.decompose()
    shown = page.get_text(" ", strip=True)
    assert words.lower() in shown.lower()
    assert ENGLISH.findall(shown) == []
