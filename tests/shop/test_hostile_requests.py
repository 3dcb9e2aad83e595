"""Every URL, asked with nonsense and with methods that no page serves: refused, never an error."""

import pytest
from django.test import Client
from wagtail.models import Page, Workflow

from shop.users.models import User
from tests import makers
from tests.cms.conftest import tree, write_story  # noqa: F401 - a fixture
from tests.shop.url_patterns import served_patterns

pytestmark = pytest.mark.django_db

#: The names under which some view reads a number, a key or a text.
PARAMETERS = (
    *("page", "page_limit", "p", "initial", "q", "trang", "id", "ordering", "sort", "show"),
    *("sao", "gia_tu", "gia_den", "tinh", "nhom", "sap_xep", "so_luong", "giao_den", "limit"),
    *("offset", "child_of", "descendant_of", "parent_page_id", "collection_id", "per-page"),
    *("order_number", "date_from", "date_to", "next", "object_id", "destination", "locale"),
    *("status", "timestamp_from", "timestamp_to", "last_login_from", "created_at_from"),
    *("latest_revision_created_at_from", "last_published_at_to", "response_format"),
)
VALUES = ("a", "-1", "999999999999999999999", "²", "", "0001-01-01", "9999-12-31")
HUGE = "99999999999999999999"
#: Wagtail's scripts PATCH the first and DELETE the second.
SERVED = ("/cms/dismissibles/", "/cms/pages/1/edit/preview/", "/cms/pages/add/auth/1/1/preview/")
#: Sign out or end something by a GET; Wagtail's own test of the error page.
LEFT_OUT = ("logout", "dang-xuat", "failwhale")


@pytest.fixture
def site():
    product, page = makers.product(), Page.objects.order_by("pk").first()
    pk = str(product.pk)
    names = {"pk": pk, "product_pk": pk, "product_slug": product.slug, "slug": "a"}
    names |= {"page_id": str(page.pk), "parent_page_id": str(page.pk), "app_label": "auth"}
    return [
        pattern
        for pattern in served_patterns(names)
        if not any(word in pattern.pattern for word in LEFT_OUT)
    ]


@pytest.fixture
def owner():
    browser = Client(raise_request_exception=False)
    browser.force_login(User.objects.create_superuser("chu@example.vn", "mat-khau-thu"))
    return browser


def errors(browser, site, ask) -> dict[str, int]:
    """Return the paths that answer 500 and more."""
    statuses = {pattern.path: ask(browser, pattern.path).status_code for pattern in site}
    return {path: status for path, status in statuses.items() if status >= 500}


@pytest.mark.parametrize("key", [HUGE, "x"])
def test_keys_that_no_row_can_have_are_no_error(site, owner, key):
    names = ("pk", "page_id", "parent_page_id", "object_id", "product_pk", "number", "image_id")
    known = {pattern.path for pattern in site}
    asked = [each for each in served_patterns(dict.fromkeys(names, key)) if each.path not in known]
    asked = [each for each in asked if not any(word in each.pattern for word in LEFT_OUT)]
    assert errors(owner, asked, lambda browser, path: browser.get(path)) == {}


@pytest.mark.parametrize(
    "path",
    [
        f"/cms/pages/{HUGE}/edit/",
        f"/cms/choose-page/{HUGE}/",
        f"/sitemap-san-pham-{HUGE}.xml",
        "/cms/product_chooser/chosen/x/",
        "/cms/images/chooser/chosen/x/",
        f"/cms/images/{HUGE}/",
    ],
)
def test_a_key_that_no_row_can_have_is_not_found(owner, path):
    assert owner.get(path).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/cms/images/chooser/chosen-multiple/?id=",
        "/cms/reports/site-history/?timestamp_from=0001-01-01",
        "/django-admin/users/user/?date_joined__gte=0001-01-01 00:00:00",
    ],
)
def test_what_no_database_can_look_up_is_no_error(owner, address):
    assert owner.get(address).status_code < 500


def test_orders_of_days_outside_the_calendar_ask_back(owner):
    page = owner.get("/quan-tri/orders/?date_from=0001-01-01&date_to=9999-12-31")
    assert page.status_code == 200
    assert "Xin xem lại năm." in page.content.decode()


def test_stock_alerts_of_no_state_are_all(owner):
    assert owner.get("/quan-tri/catalogue/stock-alerts/?status=").status_code == 200


@pytest.mark.parametrize("value", VALUES)
def test_nonsense_in_a_query_is_no_error(site, owner, value):
    query = dict.fromkeys(PARAMETERS, value)
    assert errors(owner, site, lambda browser, path: browser.get(path, query)) == {}


@pytest.mark.parametrize("number", ["", "0", "2", "999999999"])
def test_a_list_of_the_cms_has_some_page_for_every_number(site, owner, number):
    paths = [each for each in site if each.pattern.startswith("cms/")]
    assert errors(owner, paths, lambda browser, path: browser.get(path, {"p": number})) == {}
    workflow = Workflow.objects.create(name="Biên tập")
    assert owner.get(f"/cms/workflows/edit/{workflow.pk}/?p={number}").status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [("id=3", 200), ("id=", 200), ("p=1", 200), ("id=0x1", 400), ("p=1&p=z", 400)],
)
def test_numbers_of_the_cms_are_numbers(owner, query, status):
    assert owner.get(f"/cms/choose-page/?{query}").status_code == status


def test_a_nul_in_a_form_is_refused(client):
    page = client.post(
        "/don-hang/tra-cuu/", {"number": "1\0"}, headers={"sec-fetch-site": "same-origin"}
    )
    assert page.status_code == 400
    assert "<h1" in page.content.decode()


@pytest.mark.parametrize(
    "written",
    [
        '{"blocks": [{"text": "a\\u0000"}]}',
        '[{"\\u0000": 1}]',
        '["half a pair \\ud83d"]',
        "[" * 100_000,
    ],
)
def test_what_no_database_can_store_is_refused_in_json(owner, written):
    form = {"title": "a", "body": written}
    assert owner.post("/cms/pages/add/wagtailcore/page/1/", form).status_code == 400
    assert owner.generic("PATCH", "/cms/dismissibles/", written).status_code == 400


@pytest.mark.parametrize(
    ("text", "status"),
    [('["\\ud83c\\udf75"]', 200), ("{ngoặc} \\u0000", 200), ('["\\\\u0000"]', 200)],
)
def test_other_texts_that_look_like_it_are_taken(client, text, status):
    form = {"number": text, "email": "an@example.vn"}
    page = client.post("/don-hang/tra-cuu/", form, headers={"sec-fetch-site": "same-origin"})
    assert page.status_code == status


@pytest.mark.parametrize("body", ["[1]", "7", "null", "{", b"\xff"])
def test_what_is_no_object_is_not_patched(owner, body):
    assert owner.generic("PATCH", "/cms/dismissibles/", body).status_code == 400


def test_a_nul_in_a_cookie_is_refused(client):
    assert client.get("/", headers={"cookie": r'sessionid="\000abcdefgh"'}).status_code == 400


def test_a_nul_in_a_path_is_refused(client):
    assert client.get("/%00/").status_code == 400


def test_a_nul_in_a_query_is_refused_everywhere(site, owner):
    statuses = {
        owner.get(pattern.path, {"q": "chè\0", "page": "\0"}).status_code for pattern in site
    }
    assert statuses == {400}


@pytest.mark.parametrize("method", ["delete", "put", "patch", "trace"])
def test_methods_that_no_page_serves_are_refused(site, owner, method):
    statuses = {pattern.path: getattr(owner, method)(pattern.path).status_code for pattern in site}
    served = {path: status for path, status in statuses.items() if status not in (404, 405)}
    assert {path: status for path, status in served.items() if path not in SERVED} == {}
    assert all(status < 500 for status in served.values())


def test_options_and_head_are_no_error(site, owner):
    assert errors(owner, site, lambda browser, path: browser.options(path)) == {}
    assert errors(owner, site, lambda browser, path: browser.head(path)) == {}


@pytest.mark.parametrize("rows", ["301", "1999", "9" * 30])
def test_a_list_that_counts_more_rows_than_a_form_can_hold_is_refused(owner, rows):
    product = makers.product()
    count = {"primary_recommendations-TOTAL_FORMS": rows}
    assert owner.post(f"/quan-tri/catalogue/products/{product.pk}/", count).status_code == 400


@pytest.mark.parametrize("part", [{"body-0-value": "x"}, {"body-0-order": "x"}])
def test_a_block_that_only_a_script_can_spoil_is_refused(owner, tree, part):  # noqa: F811
    story = write_story(tree.stories, "Đồi chè")
    block = {"count": "1", "0-type": "paragraph", "0-id": "", "0-deleted": "", "0-order": "0"}
    sent = {f"body-{name}": value for name, value in block.items()} | {"body-0-value": "{}"}
    assert owner.post(f"/cms/pages/{story.pk}/edit/", sent | part).status_code == 400
