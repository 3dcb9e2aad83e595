"""Two editors on one page: nothing of the first is lost, and nothing of the second."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import Comment, CommentReply, Page
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from cms.models import StorySource
from shop.users.models import User
from tests import makers
from tests.cms.conftest import write_story
from tests.window import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    browser = Client()
    browser.force_login(User.objects.create_superuser("bien-tap@example.vn", "mat-khau-thu"))
    return browser


def latest(page):
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()


class TestPlainPage:
    @pytest.fixture
    def page(self, tree):
        return tree.provinces

    def open_window(self, editor, page) -> Window:
        return Window(editor, f"/cms/pages/{page.pk}/edit/", form="#page-edit-form")

    def test_changes_of_different_fields_are_both_saved(self, editor, page):
        late, first = self.open_window(editor, page), self.open_window(editor, page)
        first.type(title="Tên của người trước").send()
        assert late.type(search_description="Mô tả của người sau").send().status_code == 302
        page = latest(page)
        assert page.title == "Tên của người trước"
        assert page.search_description == "Mô tả của người sau"

    def test_rich_text_that_nobody_else_touched_stays(self, editor, page):
        late, first = self.open_window(editor, page), self.open_window(editor, page)
        intro = nested_form_data({"intro": rich_text("<p>Lời dẫn mới.</p>")})
        if "intro" in first.fields and first.fields["intro"].startswith("{"):
            first.type(**intro).send()
            assert late.type(title="Tên khác").send().status_code == 302
            assert "Lời dẫn mới." in latest(page).intro
        else:
            first.type(intro="Lời dẫn mới.").send()
            assert late.type(title="Tên khác").send().status_code == 302
            assert latest(page).intro == "Lời dẫn mới."
        assert latest(page).title == "Tên khác"

    def test_one_field_changed_by_both_is_asked_about(self, editor, page):
        late, first = self.open_window(editor, page), self.open_window(editor, page)
        first.type(title="Của người trước").send()
        late.type(title="Của người sau", **{"action-publish": "1"})
        answer = late.send()
        assert answer.status_code == 200
        text = answer.content.decode()
        assert "“Của người trước”" in text
        assert "“Của người sau”" in text
        assert latest(page).title == "Của người trước"
        late.read(answer, form="#page-edit-form")
        assert late.fields["title"] == "Của người sau"
        mine = late.form.select_one('input[name=stays_title][value^="mine"]')["value"]
        late.type(stays_title=mine, **{"action-publish": "1"}).send()
        assert latest(page).title == "Của người sau"

    def test_the_autosave_of_ones_own_window_is_no_conflict(self, editor, page):
        window = self.open_window(editor, page)
        headers = {"accept": "application/json"}
        saved = editor.post(window.path, window.type(title="Một").fields, headers=headers).json()
        window.type(
            title="Hai",
            overwrite_revision_id=str(saved["revision_id"]),
            loaded_revision_id=str(saved["revision_id"]),
            loaded_revision_created_at=saved["revision_created_at"],
        )
        assert window.send().status_code == 302
        assert latest(page).title == "Hai"


class TestStory:
    """Blocks and rows, which only a script can write into a form."""

    @pytest.fixture
    def story(self, tree):
        return write_story(tree.stories, "Đồi chè sớm mai")

    @pytest.fixture
    def seen(self, editor, story):
        """What the form of each window carries from its opening."""
        window = Window(editor, f"/cms/pages/{story.pk}/edit/", form="#page-edit-form")
        return {
            name: value
            for name, value in window.fields.items()
            if not name.startswith(("body-", "sources-", "products-", "comments-"))
        }

    def form(self, seen, *, body="Một hai ba bốn năm.", source="Hiểu biết chung", **typed):
        rows = StorySource.objects.all()
        return (
            seen
            | nested_form_data(
                {
                    "body": streamfield([("paragraph", rich_text(f"<p>{body}</p>"))]),
                    "body_en": streamfield([]),
                    "sources": inline_formset(
                        [{"id": str(rows[0].pk), "text": source, "url": ""}], initial=1
                    ),
                    "products": inline_formset([]),
                    "comments": inline_formset([]),
                }
            )
            | typed
        )

    def test_blocks_and_rows_of_the_first_stay(self, editor, story, seen):
        url = f"/cms/pages/{story.pk}/edit/"
        first = self.form(seen, body="Thân bài mới.", source="Sách của làng")
        assert editor.post(url, first).status_code == 302
        answer = editor.post(url, self.form(seen, title="Tên mới"))
        assert answer.status_code == 302, answer.context["form"].errors
        page = latest(story)
        assert page.title == "Tên mới"
        assert "Thân bài mới." in json.dumps(page.body.get_prep_value(), ensure_ascii=False)
        assert [source.text for source in page.sources.all()] == ["Sách của làng"]

    def test_blocks_changed_by_both_are_asked_about(self, editor, story, seen):
        url = f"/cms/pages/{story.pk}/edit/"
        editor.post(url, self.form(seen, body="Của người trước."))
        answer = editor.post(url, self.form(seen, body="Của người sau."))
        assert answer.status_code == 200
        assert "Của người trước." in answer.content.decode()
        assert "Của người sau." in answer.content.decode()
        assert "Của người trước." in str(latest(story).body)

    def test_rows_are_shown_again_beside_a_question(self, editor, story, seen):
        url = f"/cms/pages/{story.pk}/edit/"
        editor.post(url, self.form(seen, title="Của người trước", source="Sách của làng"))
        answer = editor.post(url, self.form(seen, title="Của người sau"))
        assert answer.status_code == 200
        assert "sources-TOTAL_FORMS" in answer.content.decode()
        assert [source.text for source in latest(story).sources.all()] == ["Sách của làng"]

    def test_rows_changed_by_both_are_asked_about(self, editor, story, seen):
        url = f"/cms/pages/{story.pk}/edit/"
        editor.post(url, self.form(seen, source="Sách của làng"))
        answer = editor.post(url, self.form(seen, source="Lời kể của bà Sáu"))
        assert answer.status_code == 200
        assert [source.text for source in latest(story).sources.all()] == ["Sách của làng"]
        page = BeautifulSoup(answer.content, "html.parser")
        mine = page.select_one('input[name=stays_rows_of_sources][value^="mine"]')["value"]
        seen |= {"seen": page.select_one("input[name=seen]")["value"]}
        choice = {"stays_rows_of_sources": mine}
        again = editor.post(url, self.form(seen, source="Lời kể của bà Sáu", **choice))
        assert again.status_code == 302, again.context["form"].errors
        assert [source.text for source in latest(story).sources.all()] == ["Lời kể của bà Sáu"]


class TestTalk:
    """Comments beside a page, which its form brings along."""

    @pytest.fixture
    def page(self, tree):
        return tree.provinces

    @pytest.fixture
    def comment(self, page):
        writer = makers.user()
        comment = Comment.objects.create(page=page, user=writer, text="Ở đâu?", contentpath="title")
        CommentReply.objects.create(comment=comment, user=writer, text="Tân Cương.")
        return comment

    @pytest.fixture
    def late(self, editor, page, comment):
        """A window that shows the comment, and in which the title is another."""
        window = Window(editor, f"/cms/pages/{page.pk}/edit/", form="#page-edit-form")
        shown = {"id": str(comment.pk), "text": comment.text, "contentpath": "title"}
        reply = {"id": str(comment.replies.get().pk), "text": "Tân Cương."}
        shown |= {"position": "", "resolved": "", "replies": inline_formset([reply], initial=1)}
        talk = nested_form_data({"comments": inline_formset([shown], initial=1)})
        return window.type(title="Tên mới", **talk)

    @pytest.mark.parametrize("gone", ["comment", "reply"])
    def test_what_a_colleague_deleted_keeps_nobody_from_saving(self, late, page, comment, gone):
        (comment if gone == "comment" else comment.replies.get()).delete()
        assert late.send().status_code == 302
        assert latest(page).title == "Tên mới"
        assert Comment.objects.count() == (gone == "reply")
        assert not CommentReply.objects.exists()

    def test_what_a_colleague_resolved_stays_resolved(self, late, comment):
        Comment.objects.update(resolved_at=timezone.now())
        assert late.send().status_code == 302
        assert Comment.objects.get().resolved_at

    def test_what_nobody_touched_stays(self, late, comment):
        assert late.send().status_code == 302
        assert Comment.objects.get().resolved_at is None
        assert CommentReply.objects.get().text == "Tân Cương."


@pytest.mark.parametrize("name", ["go_live_at", "expire_at"])
def test_a_schedule_in_no_year_of_the_calendar_is_asked_back(editor, tree, name):
    window = Window(editor, f"/cms/pages/{tree.provinces.pk}/edit/", form="#page-edit-form")
    answer = window.type(**{name: "0001-01-01 00:00"}).send()
    assert answer.status_code == 200
    assert "Xin xem lại năm." in answer.content.decode()


def test_a_copy_below_a_page_that_a_colleague_has_deleted_is_told(editor, tree):
    story = write_story(tree.stories, "Đồi chè")
    window = Window(editor, f"/cms/pages/{story.pk}/copy/", holding="new_slug")
    answer = window.type(new_slug="ban-sao", new_parent_page="2147483647").send(follow=True)
    assert answer.status_code == 200
    assert "vừa bị xóa" in answer.content.decode()


@pytest.mark.parametrize("following", ["inf", "stories", "//example.com/"])
def test_what_follows_is_a_path_or_nothing(editor, tree, following):
    story = write_story(tree.stories, "Đồi chè")
    answer = editor.post(f"/cms/pages/{story.pk}/unpublish/", {"next": following})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/cms/pages/")
