"""Whose is it: every URL with an object in it × who asks × own objects and others'.

OBJECTS says of each such pattern, by the longest prefix, what its arguments name. A pattern that
is not told fails. Lookups, choosers, the admin's API, actions on many and reports are walked too:
what belongs to somebody else is named in no answer.
"""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, GroupCollectionPermission, Page, PageViewRestriction

from catalogue.clock import now
from catalogue.models import Product
from cms.models import HomePage, ProvinceIndexPage, ShopImage, StandardPage, StoryIndexPage
from cms.permissions import create_editors, create_province_editors, province_editors_name
from cms.seed import set_sites
from shop.partner.models import GoodsUpload
from shop.users.models import DeliveryAddress, UnsentForm, User
from tests import makers, onboarding_makers, promotion_makers
from tests.cms.conftest import write_province, write_story
from tests.cms.test_image import pixels
from tests.enquiry_makers import enquiry
from tests.house.walk import text_of
from tests.invoice_makers import issued_invoice
from tests.listing_makers import listing_draft
from tests.refund_makers import return_request
from tests.shop.order.conftest import deliver_to, order_basket
from tests.shop.test_roles import refused
from tests.shop.url_patterns import served_patterns

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),  # Wagtail leaves one open
]

SELLER, EDITOR, BUYER = "seller", "province editor", "buyer"
#: Nobody's: open to all, or reached by a secret in the URL itself.
PUBLIC, BEARER = "public", "bearer"
#: What only the shop's people may open: who may is said for the pattern (test_roles.RULES).
STAFF = "staff"
#: Who of the three has some of a kind.
OWNERS = {
    "product": SELLER,
    "partner": SELLER,
    "stock record": SELLER,
    "listing": SELLER,
    "producer order": SELLER,
    "promotion": SELLER,
    "return request": SELLER,
    "invoice": SELLER,
    "goods upload": SELLER,
    "enquiry": SELLER,
    "review": SELLER,
    "certificate": SELLER,
    "page": EDITOR,
    "image": EDITOR,
    "document": EDITOR,
    "order": BUYER,
    "address": BUYER,
    "unsent form": BUYER,
    "line": BUYER,
    "claim": BUYER,
}
OBJECTS = {
    "sitemap-": PUBLIC,
    "chia-se/": PUBLIC,
    **dict.fromkeys(("san-pham/", "nhom/", "vung/", "tinh/", "nha-san-xuat/"), PUBLIC),
    "chung-nhan/": PUBLIC,
    **dict.fromkeys(("gio-hang/them/", "tai-khoan/nhac-hang/dat/"), PUBLIC),
    "tai-khoan/de-danh/giu/": PUBLIC,
    "bao-sao-sai/": BEARER,
    **dict.fromkeys(("don-hang/", "dat-lai-mat-khau/", "tai-khoan/xac-nhan-email/"), BEARER),
    **dict.fromkeys(("tai-khoan/nhac-hang/xac-nhan/", "tai-khoan/nhac-hang/thoi/"), BEARER),
    **dict.fromkeys(("cms/password_reset/", "_util/", "tai-lieu/authenticate"), BEARER),
    "tai-khoan/viet-tiep/": "unsent form",
    **dict.fromkeys(("gio-hang/", "tai-khoan/de-danh/"), "line"),
    "tai-khoan/don-hang/": "order",
    "tai-khoan/dia-chi/": "address",
    "nguoi-ban/": "partner",
    "nguoi-ban/don-hang/": "producer order",
    "nguoi-ban/hang/": "stock record",
    "nguoi-ban/tham-gia/nhan/": PUBLIC,
    "nguoi-ban/tham-gia/ho-so/": "claim",
    "nguoi-ban/loi-moi/": BEARER,
    "nguoi-ban/tai-khoan-nhan-tien/": BEARER,
    "nguoi-ban/thong-bao/thoi/": BEARER,
    "nguoi-ban/tin-dang/": "listing",
    "nguoi-ban/hang/bang-tinh/": "goods upload",
    "nguoi-ban/tra-hang/": "return request",
    "nguoi-ban/lien-he/": "enquiry",
    "hoi-nguoi-ban/": BEARER,
    "hoi-nguoi-ban/san-pham/": PUBLIC,
    "quan-tri/": STAFF,
    "quan-tri/catalogue/products/": "product",
    "quan-tri/catalogue/^products/create/": PUBLIC,
    "quan-tri/giao-hang/": "partner",
    "quan-tri/kien-hang/": "producer order",
    "quan-tri/khuyen-mai/": "promotion",
    "quan-tri/thanh-toan/tra-hang/": "return request",
    "quan-tri/hoa-don/": "invoice",
    "quan-tri/nhan-xet/": "review",
    "quan-tri/han-chung-nhan/<int:pk>/lich.ics": "certificate",
    "django-admin/": STAFF,
    **dict.fromkeys(("cms/pages/", "cms/choose-page/", "cms/api/main/^pages/"), "page"),
    **dict.fromkeys(("cms/forms/", "cms/workflows/remove/"), "page"),
    **dict.fromkeys(("cms/images/", "cms/api/main/^images/"), "image"),
    **dict.fromkeys(("cms/documents/", "cms/api/main/^documents/"), "document"),
    **dict.fromkeys(("cms/product_chooser/", "cms/producer_chooser/"), PUBLIC),
    **dict.fromkeys(("cms/category_chooser/", "cms/tag-autocomplete/"), PUBLIC),
    **dict.fromkeys(("cms/pages/usage/", "cms/pages/create/"), PUBLIC),  # of a type of pages
    "cms/bulk/": PUBLIC,  # of a type; the objects stand in the query, which is walked below
    **dict.fromkeys(("cms/collections/", "cms/workflows/", "cms/redirects/"), STAFF),
    **dict.fromkeys(("cms/sites/", "cms/users/", "cms/groups/"), STAFF),
    "cms/editing-sessions/": STAFF,
}
#: Below a page one edits: nothing there to show, or not among an editor's rights.
NOT_OPEN = (
    *("/action/", "/convert_alias/", "/move/", "/set_position/", "/copy/", "/privacy/", "/lock/"),
    *(
        "/unlock/",
        "/delete/",
        "/workflow",
        "/revisions/",
        "/add",
        "/forms/",
        "/remove/",
        "/results/",
    ),
    *("create_from_uploaded", "delete_upload", "/generate_url/", "create-variant"),
    *("/nguoi/<int:member>/", "/loi-moi/<int:invitation>/", "/giay-to/<int:paper>/", "/ma/"),
    "/tieu-chuan/<int:proof>/",
    "/thong-bao/<int:notice>/",
    *(
        "/anh/<int:photo>/",
        "/edit/preview/",
        "/multiple/",
        "/mua/",
        "/bo/",
        "/preview/",
        "/unpublish/",
    ),
)
#: Kinds with pages to look at; lines of a basket are buttons.
OPENED = {*OWNERS} - {"line", "document"}
#: In every name that belongs to somebody else; the words that are typed to find it are others.
FOREIGN = "Hoàng Mộc"
TYPED = "Kín"
TITLE = f"{TYPED} {FOREIGN}"


def kind_of(pattern: str) -> str | None:
    """What the arguments of a pattern name, by the longest prefix; None where nothing is said."""
    told = [prefix for prefix in OBJECTS if pattern.startswith(prefix)]
    return OBJECTS[max(told, key=len)] if told else None


def has_object(pattern: str) -> bool:
    return "<" in pattern and not pattern.startswith("^((")


@pytest.fixture
def tree():
    """Pages of two provinces; one is the editor's. A private page and a draft belong to others."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Trang chủ", slug="trang-chu", headline="Sao."))
    set_sites(home=home, site_host="testserver", port=80)
    stories = home.add_child(instance=StoryIndexPage(title="Câu chuyện", slug="cau-chuyen"))
    provinces = home.add_child(instance=ProvinceIndexPage(title="Tỉnh", slug="tinh"))
    own = write_province(provinces, makers.province("Lai Châu", code="12"))
    write_province(provinces, makers.province("Sơn La", code="14"))
    draft = write_story(stories, f"{TITLE} nháp")
    draft.unpublish()
    private = StandardPage(title=f"{TITLE} kín", slug="kin", body=[("paragraph", "<p>x</p>")])
    home.add_child(instance=private)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    create_editors()
    create_province_editors()
    return SimpleNamespace(own=own, draft=draft, private=private)


@pytest.fixture
def people(tree):
    """One of each, signed in, with something of their own."""
    seller, buyer, editor = makers.user(), makers.user(), makers.user()
    seller.user_permissions.add(Permission.objects.get(codename="dashboard_access"))
    group = Group.objects.get(name=province_editors_name("Lai Châu"))
    for codename in ("add_document", "change_document", "choose_document"):
        GroupCollectionPermission.objects.create(
            group=group,
            collection=Collection.objects.get(name="Lai Châu"),
            permission=Permission.objects.get(codename=codename),
        )
    editor.groups.add(group)
    return {SELLER: seller, BUYER: buyer, EDITOR: editor}


def things(people, tree, *, own: bool) -> dict[str, str]:
    """The key of one object of each kind: of the three themselves, or of others like them."""
    name = "Của mình" if own else TITLE
    province = "Lai Châu" if own else "Sơn La"
    buyer = people[BUYER] if own else makers.user()
    producer = makers.producer()
    producer.partner.users.add(people[SELLER] if own else makers.user())
    sold = makers.product("Chè", producer=producer)
    # A draft: what was ever certified is told by the star check, whoever sells it.
    hidden = makers.product(name, producer=producer, is_public=False, stars=None)
    (review,) = makers.reviews(hidden, 2, title=name, body=name, name=name)
    if own:
        type(review).objects.filter(pk=review.pk).update(status=1)
    commune = makers.commune()
    basket = makers.basket((sold, 1), owner=buyer)
    delivery = deliver_to(commune, name=name)
    order = order_basket(basket, commune, delivery=delivery, buyer=buyer).order
    collection = Collection.objects.get(name=province)
    image = ShopImage.objects.create(
        title=name, file=pixels(), alt_text=name, collection=collection
    )
    document = Document.objects.create(
        title=name, file=ContentFile(b"x", name="a.txt"), collection=collection
    )
    later = makers.basket((sold, 1), owner=buyer)
    address = DeliveryAddress.objects.create(
        user=buyer, name=name, phone="+84912345678", street=name, commune=commune
    )
    unsent = UnsentForm.objects.create(
        user=buyer, path="/tai-khoan/thong-tin/sua/", fields=[["first_name", name]]
    )
    return {
        "product": str(hidden.pk),
        "partner": str(producer.partner_id),
        "stock record": str(sold.stockrecords.get().pk),
        "listing": str(listing_draft(producer, title=name, photos=0).pk),
        "producer order": str(order.producer_orders.get().pk),
        "promotion": str(
            promotion_makers.promotion(name=f"{name} giảm giá", partner=producer.partner).pk
        ),
        "review": str(review.pk),
        "certificate": str(sold.certificates.get().pk),
        "page": str((tree.own if own else tree.private).pk),
        "image": str(image.pk),
        "document": str(document.pk),
        "return request": str(return_request(order, words=name).pk),
        "invoice": str(issued_invoice(order).pk),
        "goods upload": str(
            GoodsUpload.objects.create(
                partner=producer.partner, name=name, rows=0, uploaded_at=now()
            ).pk
        ),
        "enquiry": str(enquiry(sold, name=name, text=name).pk),
        "order": order.number,
        "address": str(address.pk),
        "unsent form": str(unsent.token),
        "line": str(later.lines.get().pk),
        "claim": str(onboarding_makers.application(applicant=buyer, name=name).pk),
    }


def signed_in(user: User) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(user)
    return browser


def patterns(keys: dict[str, str]):
    """Yield each pattern with an object of ours, with its kind and a path to these keys."""
    by_kind = {
        kind: [
            each.pattern
            for each in served_patterns({})
            if kind_of(each.pattern) == kind and has_object(each.pattern)
        ]
        for kind in OWNERS
    }
    for kind, named in by_kind.items():
        arguments = (
            "pk",
            "page_id",
            "parent_page_id",
            "page_to_move_id",
            "page_pk",
            "image_id",
            "token",
        )
        arguments += (
            "document_id",
            "doc_id",
            "parent_pk",
            "order_number",
            "line",
            "saved",
            "number",
            "photo",
        )
        values = dict.fromkeys(arguments, keys[kind])
        values |= {
            "step": "ten",
            "content_type_app_name": "cms",
            "content_type_model_name": "storypage",
        }
        for each in served_patterns(values | {"filter_spec": "original", "revision_id_a": "live"}):
            if each.pattern in named:
                yield kind, each


def test_every_url_with_an_object_says_whose_it_is():
    untold = {
        each.pattern
        for each in served_patterns({})
        if has_object(each.pattern) and kind_of(each.pattern) is None
    }
    assert untold == set()


def test_nothing_is_said_of_urls_that_are_gone():
    every = [each.pattern for each in served_patterns({}) if has_object(each.pattern)]
    assert [prefix for prefix in OBJECTS if not any(p.startswith(prefix) for p in every)] == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_anothers_stays_shut(people, tree, method):
    foreign = things(people, tree, own=False)
    before = Product.objects.values_list("pk", "title", "is_public")
    before = list(before.order_by("pk"))
    open_to_others = {}
    for kind, pattern in patterns(foreign):
        answer = getattr(signed_in(people[OWNERS[kind]]), method)(pattern.path)
        if not _stays_shut(kind, answer):
            open_to_others[pattern.path] = answer.status_code
    assert open_to_others == {}
    assert list(Product.objects.order_by("pk").values_list("pk", "title", "is_public")) == before
    assert Page.objects.filter(pk=foreign["page"], live=True).exists()
    assert DeliveryAddress.objects.filter(pk=foreign["address"]).exists()
    assert ShopImage.objects.filter(pk=foreign["image"], title=TITLE).exists()
    assert Document.objects.filter(pk=foreign["document"], title=TITLE).exists()


def _stays_shut(kind: str, answer) -> bool:
    """Whether an answer gives nothing away; a page of the CMS may lead to what is one's own."""
    if answer.status_code >= 500 or (answer.status_code == 200 and FOREIGN in text_of(answer)):
        return False
    return refused(answer) or (
        answer.status_code in (200, 302) and kind in ("line", "page", "address")
    )


def test_what_is_ones_own_opens(people, tree):
    own = things(people, tree, own=True)
    shut = {}
    for kind, pattern in patterns(own):
        if kind not in OPENED or any(part in pattern.pattern for part in NOT_OPEN):
            continue
        answer = signed_in(people[OWNERS[kind]]).get(pattern.path)
        target = answer.get("Location", "")
        # A step that a producer's page does not have leads to the page.
        led_on = target.startswith(("/don-hang/", "/nguoi-ban/hang/")) or target.endswith("/trang/")
        if answer.status_code not in (200, 405) and not led_on:
            shut[pattern.path] = (answer.status_code, target)
    assert shut == {}


@pytest.mark.parametrize("role", [SELLER, EDITOR, BUYER, "anonymous"])
def test_nothing_of_others_is_named_anywhere(people, tree, role):
    """Lists, lookups, choosers, the API, actions on many, reports: asked for all that others have."""
    foreign = things(people, tree, own=False)
    browser = Client(raise_request_exception=False)
    if role in people:
        browser.force_login(people[role])
    keys = [foreign[kind] for kind in OWNERS if kind != "order"] + [str(tree.draft.pk)]
    queries = ({}, {"q": TYPED, "search": TYPED, "initial": ",".join(keys)}, {"id": keys})
    told = {}
    for pattern in _walked(foreign, tree):
        for query in queries:
            answer = browser.get(pattern, query)
            if answer.status_code == 200 and not answer.streaming and FOREIGN in _read(answer):
                told[pattern] = query
    assert told == {}


def _read(answer) -> str:
    """Return the text of an answer, nothing for a picture or a spreadsheet."""
    is_text = answer["Content-Type"].startswith(("text/", "application/json"))
    return text_of(answer) if is_text else ""


def _walked(foreign, tree) -> set[str]:
    """Paths of every pattern, and those of actions on many for what editors have."""
    names = {"pk": foreign["product"], "page_id": foreign["page"], "slug": "a"}
    names |= {"parent_page_id": str(tree.private.get_parent().pk), "image_id": foreign["image"]}
    paths = {
        pattern.path
        for pattern in served_patterns(names)
        if "logout" not in pattern.pattern and "dang-xuat" not in pattern.pattern
    }
    models = ("wagtailcore/page", "cms/shopimage", "wagtaildocs/document", "users/user")
    actions = ("delete", "publish", "unpublish", "move", "add_tags", "add_to_collection")
    paths |= {f"/cms/bulk/{model}/{action}/" for model in models for action in actions}
    return paths | {
        f"/cms/choose-page/{tree.private.pk}/",
        f"/cms/choose-page/{tree.draft.get_parent().pk}/",
        "/cms/api/main/pages/?child_of=root&for_explorer=1",
        f"/cms/pages/{tree.draft.get_parent().pk}/",
        "/cms/images/?q=a&collection_id=1",
    }
