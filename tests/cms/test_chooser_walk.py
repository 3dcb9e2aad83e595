"""What the CMS's choosers answer to requests that no script of theirs sends."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.permissions import EDITORS, create_editors, create_province_editors, province_editors_name
from shop.users.models import User
from tests import makers
from tests.cms.conftest import write_story
from tests.shop.url_patterns import served_patterns

pytestmark = pytest.mark.django_db

CHOOSERS = ("choose-", "chooser", "chosen")
#: No number, no address, no model; a number of no row; a model that is nobody's business.
HOSTILE = ("http://[²", "9" * 20, "users.User")
QUERY = (
    *("page_type", "user_perms", "can_choose_root", "target_pages[]", "match_subclass", "locale"),
    *("q", "collection_id", "tag", "link_url", "link_text", "parent_page_id", "multiple", "id"),
    *("select_format", "ordering", "p", "page", "task_type", "format", "alt_text", "next"),
)
LINKS = {
    "external-link": ("url", "link_text"),
    "anchor-link": ("url", "link_text"),
    "email-link": ("email_address", "link_text", "subject", "body"),
    "phone-link": ("phone_number", "link_text"),
}
FORM = (
    *(f"{kind}-chooser-{name}" for kind, names in LINKS.items() for name in names),
    *(f"image-chooser-upload-{name}" for name in ("title", "file", "collection", "tags")),
    *(f"document-chooser-upload-{name}" for name in ("title", "file", "collection", "tags")),
    *("image-chooser-insertion-format", "image-chooser-insertion-alt_text", "url", "name"),
    *("embed-chooser-url", "task_type", "create-task-name", "title", "file"),
)


@pytest.fixture
def people(tree):
    create_editors()
    create_province_editors()
    editor, province_editor = makers.user(), makers.user()
    editor.groups.add(Group.objects.get(name=EDITORS))
    province_editor.groups.add(Group.objects.get(name=province_editors_name("Lai Châu")))
    owner = User.objects.create_superuser("chu@example.vn", "mat-khau-thu")
    return {
        "editor": editor,
        "province editor": province_editor,
        "owner": owner,
    }


@pytest.fixture(params=["editor", "province editor", "owner"])
def browser(request, people):
    browser = Client(raise_request_exception=False)
    browser.role = request.param
    browser.force_login(people[browser.role])
    return browser


@pytest.fixture
def choosers(tree):
    page = str(tree.lai_chau.pk)
    names = dict.fromkeys(("page_id", "pk", "parent_page_id", "page_pk"), page)
    found = [each for each in served_patterns(names) if each.pattern.startswith("cms/")]
    found = [each.path for each in found if any(word in each.pattern for word in CHOOSERS)]
    assert len(found) > 40
    return found


def errors(answers) -> dict:
    return {asked: answer.status_code for asked, answer in answers if answer.status_code >= 500}


def test_no_query_is_an_error(browser, choosers):
    values = HOSTILE if browser.role == "owner" else HOSTILE[:1]
    asked = [(path, name, value) for path in choosers for name in QUERY for value in values]
    assert errors((each, browser.get(each[0], {each[1]: each[2]})) for each in asked) == {}


def test_no_form_is_an_error(browser, choosers):
    forms = [{}, *(dict.fromkeys(FORM, value) for value in (*HOSTILE, "", "/tinh/?a=[", "#"))]
    asked = [(path, tuple(form.items())) for path in choosers for form in forms]
    assert errors((each, browser.post(each[0], dict(each[1]))) for each in asked) == {}


def test_a_link_without_an_address_is_asked_for_it(people):
    browser = Client()
    browser.force_login(people["editor"])
    answer = browser.post("/cms/choose-external-link/")
    assert answer.status_code == 200
    assert answer.json()["step"] == "external_link"


def test_an_address_does_not_tell_of_a_page_that_cannot_be_found(people, tree):
    secret = write_story(tree.stories, "Chuyện chưa kể")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    browser = Client()
    answers = {}
    for role in ("province editor", "owner"):
        browser.force_login(people[role])
        url = "/cau-chuyen/chuyen-chua-ke/"
        form = {"external-link-chooser-url": url, "external-link-chooser-link_text": ""}
        answers[role] = browser.post("/cms/choose-external-link/", form).json()
    assert answers["owner"]["result"]["id"] == secret.pk
    assert "id" not in answers["province editor"]["result"]
    assert answers["province editor"]["result"]["url"] == url
