"""Who may open what: every pattern of the URLconf × every role.

RULES gives each pattern its owner by the longest prefix. A pattern without a rule fails.
"""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page

from cms.permissions import EDITORS, create_editors
from shop.users.models import User
from shop.users.roles import (
    OFFICERS,
    PAYERS,
    PROVINCE_OFFICERS,
    PROVINCE_STEWARDS,
    SHOPKEEPERS,
    VERIFIERS,
    create_roles,
)
from tests import makers
from tests.shop.url_patterns import served_patterns

ANONYMOUS, BUYER, PRODUCER, EDITOR = "anonymous", "buyer", "producer", "editor"
OFFICER, VERIFIER, SHOPKEEPER, OWNER = "officer", "verifier", "shopkeeper", "superuser"
CLERK, STEWARD, PAYER = "province officer", "province steward", "payout officer"
EVERYONE = {ANONYMOUS, BUYER, PRODUCER, EDITOR, OFFICER, VERIFIER, SHOPKEEPER, OWNER}
EVERYONE |= {CLERK, STEWARD, PAYER}
SIGNED_IN = EVERYONE - {ANONYMOUS}
SENDERS = {OFFICER, CLERK, OWNER}
VERIFYING = {VERIFIER, STEWARD, OWNER}
REGISTRY = {*SENDERS, *VERIFYING, SHOPKEEPER}
DECIDERS = {*VERIFYING, SHOPKEEPER}
SELLERS = {PRODUCER, SHOPKEEPER, OWNER}
SHOP = {SHOPKEEPER, OWNER}
WRITERS = {EDITOR, OWNER}
ALONE = {OWNER}

#: Steps of a register file.
SENDING, DECIDING = ("sua", "gui", "bo"), ("xac-nhan", "tra-lai", "hoan-tac")
RULES = {
    "": EVERYONE,  # pages of Wagtail
    **dict.fromkeys(("healthz", "readyz", "metrics", "robots.txt", "sitemap"), EVERYONE),
    "chung-nhan/": EVERYONE,
    "bao-sao-sai/": EVERYONE,
    **dict.fromkeys(("san-pham/", "kiem-tra-sao/", "tim-kiem/", "nhom/", "vung/"), EVERYONE),
    **dict.fromkeys(("tinh/", "nha-san-xuat/", "moi-duoc-cong-nhan"), EVERYONE),
    **dict.fromkeys(("gio-hang/", "thanh-toan/", "don-hang/", "do-tuoi/"), EVERYONE),
    "hoi-nguoi-ban/": EVERYONE,  # signed
    "webhooks/": EVERYONE,  # signed
    **dict.fromkeys(("dat-lai-mat-khau/", "_util/", "i18n/", "chia-se/"), EVERYONE),
    "tai-khoan/": SIGNED_IN,
    **dict.fromkeys(
        ("tai-khoan/dang-nhap/", "tai-khoan/dang-ky/", "tai-khoan/dang-xuat/"), EVERYONE
    ),
    **dict.fromkeys(
        ("tai-khoan/nhac-hang/dat/", "tai-khoan/nhac-hang/xac-nhan/", "tai-khoan/nhac-hang/thoi/"),
        EVERYONE,
    ),
    "django-admin/": {OWNER, SHOPKEEPER},  # staff; each screen asks for its own permission
    **dict.fromkeys(("django-admin/login/", "django-admin/logout/"), EVERYONE),
    "django-admin/password_change/": EVERYONE,  # leads to the account's own page
    "django-admin/jsi18n/": EVERYONE,
    "django-admin/catalogue/category/jsi18n/": EVERYONE,
    "cms/": WRITERS,
    **dict.fromkeys(("cms/login/", "cms/logout/", "cms/password_reset/"), EVERYONE),
    **dict.fromkeys(("cms/jsi18n/", "cms/sprite"), EVERYONE),
    **dict.fromkeys(("cms/users/", "cms/groups/", "cms/sites/", "cms/redirects/"), ALONE),
    **dict.fromkeys(("cms/workflows/", "cms/collections/"), ALONE),
    "cms/workflows/task_chooser/": WRITERS,
    "nguoi-ban/": {PRODUCER},  # who works for a seller, be it the superuser
    "nguoi-ban/tham-gia/": SIGNED_IN,
    "nguoi-ban/loi-moi/": EVERYONE,  # signed
    "nguoi-ban/tai-khoan-nhan-tien/": EVERYONE,  # signed
    "nguoi-ban/thong-bao/thoi/": EVERYONE,  # signed
    "quan-tri/": SHOP,
    "tai-lieu/": EVERYONE,  # documents; a private collection asks for its own rule
    "phong-cach/": SHOP,  # the style guide
    **dict.fromkeys(("quan-tri/login/", "quan-tri/logout/"), EVERYONE),
    "quan-tri/chung-nhan/": REGISTRY,
    "quan-tri/chung-nhan/nop/": SENDERS,
    "quan-tri/chung-nhan/<int:pk>/xac-minh/": VERIFYING,
    "quan-tri/chung-nhan/<int:pk>/gia-han/": VERIFYING,
    "quan-tri/chung-nhan/<int:pk>/ngay-cap/": VERIFYING,
    "quan-tri/chung-nhan/<int:pk>/thu-hoi/": VERIFYING,
    "quan-tri/go-san-pham/": REGISTRY,
    "quan-tri/go-san-pham/moi/": DECIDERS,
    "quan-tri/go-san-pham/<int:pk>/hien-lai/": DECIDERS,
    "quan-tri/go-san-pham/<int:pk>/xin-hien-lai/": DECIDERS,
    "quan-tri/go-san-pham/<int:pk>/dong-y-hien-lai/": DECIDERS,
    "quan-tri/go-san-pham/<int:pk>/giu-go/": DECIDERS,
    "quan-tri/de-nghi/": REGISTRY,
    "quan-tri/de-nghi/thu-hoi/<int:pk>/dong-y/": {VERIFIER, OWNER},
    "quan-tri/de-nghi/thu-hoi/<int:pk>/bac/": {VERIFIER, OWNER},
    "quan-tri/de-nghi/gia-han/<int:pk>/dong-y/": {VERIFIER, OWNER},
    "quan-tri/de-nghi/gia-han/<int:pk>/bac/": {VERIFIER, OWNER},
    "quan-tri/tin-dang/": REGISTRY,
    "quan-tri/tieu-chuan/": REGISTRY,
    "quan-tri/tieu-chuan/<int:pk>/xac-nhan/": VERIFYING,
    "quan-tri/tieu-chuan/<int:pk>/tra-lai/": VERIFYING,
    "quan-tri/tieu-chuan/<int:pk>/thu-hoi/": VERIFYING,
    "quan-tri/tin-dang/<int:pk>/duyet/": DECIDERS,
    "quan-tri/tin-dang/<int:pk>/sua-lai/": DECIDERS,
    "quan-tri/trang-nha-san-xuat/": REGISTRY,
    "quan-tri/trang-nha-san-xuat/<int:pk>/duyet/": DECIDERS,
    "quan-tri/trang-nha-san-xuat/<int:pk>/sua-lai/": DECIDERS,
    "quan-tri/bao-sao-sai/": REGISTRY,
    **dict.fromkeys(
        (
            f"quan-tri/bao-sao-sai/<int:pk>/{word}/"
            for word in ("buoc", "giao", "ghi-chu", "san-pham", "de-nghi-thu-hoi")
        ),
        DECIDERS,
    ),
    "quan-tri/so-dang-ky/": REGISTRY,
    "quan-tri/trung-lap/": REGISTRY,
    "quan-tri/trung-lap/tim/": VERIFYING,
    "quan-tri/trung-lap/gop/": VERIFYING,
    "quan-tri/trung-lap/<int:pk>/gop/": VERIFYING,
    "quan-tri/trung-lap/<int:pk>/khac/": VERIFYING,
    "quan-tri/trung-lap/<int:pk>/hoi-lai/": VERIFYING,
    "quan-tri/nhan/": SELLERS | REGISTRY,
    "quan-tri/so-dang-ky/nhap/moi/": SENDERS,
    **dict.fromkeys((f"quan-tri/so-dang-ky/nhap/<int:pk>/{step}/" for step in SENDING), SENDERS),
    **dict.fromkeys((f"quan-tri/so-dang-ky/nhap/<int:pk>/{step}/" for step in DECIDING), VERIFYING),
    "quan-tri/viec/": REGISTRY,
    "quan-tri/han-chung-nhan/": REGISTRY | {PRODUCER},
    "quan-tri/han-chung-nhan/<int:pk>/nop-ho-so/": SENDERS | VERIFYING,
    "quan-tri/han-chung-nhan/ho-so/": VERIFYING,
    "quan-tri/tra-cuu/": SELLERS,
    "quan-tri/catalogue/": SELLERS,
    "quan-tri/orders/": SHOP,
    "quan-tri/kien-hang/": SELLERS,
    "quan-tri/giao-hang/": SELLERS,
    "quan-tri/tam-ngung-nhan-don/": SHOP,
    "quan-tri/cau-hoi/": SHOP,
    "quan-tri/khuyen-mai/": SELLERS,
    "quan-tri/thanh-toan/tra-hang/": SELLERS,
    "quan-tri/hoa-don/": SELLERS,
    "quan-tri/hoa-don/thu-lai/": SHOP,
    "quan-tri/nhan-xet/": SELLERS,
    "quan-tri/thu/": SHOP,
    "quan-tri/chi-tra/": {PAYER, OWNER},
    "quan-tri/ho-so/": DECIDERS | {CLERK},
    "quan-tri/lam-thay/": {CLERK, STEWARD, OWNER},
    **dict.fromkeys(
        (f"quan-tri/ho-so/<int:pk>/{word}/" for word in ("ma", "dong-y", "bo-sung", "tu-choi")),
        DECIDERS,
    ),
}
HOME = {"quan-tri/": SELLERS | REGISTRY | {PAYER}, "nguoi-ban/": SIGNED_IN}  # these very URLs
HOME_PAGES = {  # the home of each role
    BUYER: "/tai-khoan/don-hang/",
    PRODUCER: "/nguoi-ban/",
    EDITOR: "/cms/",
    OFFICER: "/quan-tri/viec/",
    VERIFIER: "/quan-tri/viec/",
    CLERK: "/quan-tri/viec/",
    STEWARD: "/quan-tri/viec/",
    PAYER: "/quan-tri/chi-tra/",
    SHOPKEEPER: "/quan-tri/",
    OWNER: "/django-admin/",
}
STAFF_PATHS = ("quan-tri/", "nguoi-ban/", "cms/", "django-admin/")
ON_PURPOSE = {"cms/failwhale/"}  # Wagtail's own test of the error page


def owners(pattern: str) -> set[str]:
    """The roles that may open it."""
    if pattern in HOME:
        return HOME[pattern]
    return RULES[max((rule for rule in RULES if pattern.startswith(rule)), key=len)]


def refused(answer) -> bool:
    """Whether it was refused: asked to sign in, sent home, forbidden, or no such thing."""
    if answer.status_code in (301, 302):
        target = answer["Location"].split("?")[0]
        return target.endswith(("/login/", "/dang-nhap/")) or target in ("/cms/", "/quan-tri/", "/")
    return answer.status_code in (400, 403, 404, 405, 410)


@pytest.fixture
def people(db):
    create_roles(apps)
    create_editors()

    def person(*groups, **fields):
        made = makers.user(**fields)
        made.groups.set(Group.objects.filter(name__in=groups))
        return made

    return {
        BUYER: person(),
        PRODUCER: makers.membership(makers.producer().partner).user,
        EDITOR: person(EDITORS),
        OFFICER: person(OFFICERS),
        VERIFIER: person(VERIFIERS),
        CLERK: person(PROVINCE_OFFICERS),
        STEWARD: person(PROVINCE_STEWARDS),
        PAYER: person(PAYERS),
        SHOPKEEPER: person(SHOPKEEPERS, is_staff=True),
        OWNER: User.objects.create_superuser("chu@example.vn", "mat-khau-thu"),
    }


@pytest.fixture
def site(people):
    """Every pattern, filled with things that exist but belong to somebody else."""
    product = makers.product()
    pk = str(product.pk)
    page = str(Page.objects.order_by("pk").first().pk)
    return served_patterns(
        {"pk": pk, "product_pk": pk, "product_slug": product.slug, "page_id": page, "slug": "a"}
        | {"app_label": "auth", "object_id": str(people[BUYER].pk), "id": str(people[BUYER].pk)}
    )


@pytest.fixture(params=sorted(EVERYONE))
def visitor(request, people):
    """A browser of somebody in that role, who sees error pages instead of exceptions."""
    browser = Client(raise_request_exception=False)
    browser.role = request.param
    if browser.role != ANONYMOUS:
        browser.force_login(people[browser.role])
    browser.ticket = browser.cookies.copy()
    return browser


def ask(visitor, method, path):
    """Send a request with the first ticket, because some URLs sign people out."""
    answer = getattr(visitor, method)(path)
    if visitor.cookies.get("sessionid", None) != visitor.ticket.get("sessionid", None):
        visitor.cookies = visitor.ticket.copy()
    return answer


def test_each_pattern_opens_to_its_owners_only(site, visitor):
    wrong = {}
    for pattern in site:
        if "logout" in pattern.pattern or "dang-xuat" in pattern.pattern:
            continue
        answer = ask(visitor, "get", pattern.path)
        if answer.status_code >= 500 and pattern.pattern not in ON_PURPOSE:
            wrong[pattern.path] = answer.status_code
        elif visitor.role not in owners(pattern.pattern) and not refused(answer):
            wrong[pattern.path] = (answer.status_code, answer.get("Location", ""))
    assert wrong == {}


@pytest.mark.parametrize("visitor", [ANONYMOUS, BUYER], indirect=True)
def test_nothing_of_the_back_office_can_be_written_from_outside(site, visitor):
    wrong = {}
    for pattern in site:
        if visitor.role in owners(pattern.pattern) or not pattern.pattern.startswith(STAFF_PATHS):
            continue
        answer = ask(visitor, "post", pattern.path)
        if not refused(answer):
            wrong[pattern.path] = answer.status_code
    assert wrong == {}


def test_each_role_has_a_home(people):
    for role, home in HOME_PAGES.items():
        browser = Client()
        browser.force_login(people[role])
        assert browser.get(home, follow=True).status_code == 200, role


def test_every_pattern_has_an_owner(site):
    bare = {rule for rule in RULES if rule}
    unowned = {
        pattern.pattern
        for pattern in site
        if not any(pattern.pattern.startswith(rule) for rule in bare)
        and not pattern.pattern.startswith("^((")  # Wagtail's pages, last
    }
    assert unowned == set()
