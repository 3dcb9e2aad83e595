"""Own provinces only: officers and stewards of one province × every page about certificates.

What is another province's is named on no list and opens at no URL; national roles see all.
"""

import pytest
from django.contrib.auth.models import Group

from catalogue.models import ProvinceAssignment, RegisterEntry
from shop.users.roles import PROVINCE_OFFICERS, PROVINCE_STEWARDS
from tests import makers
from tests.shop.dashboard.conftest import signed_in

OWN, FOREIGN = "Chè Của Mình", "Chè Hoàng Mộc"
CERTIFICATES, TAKEDOWNS = "/quan-tri/chung-nhan/", "/quan-tri/go-san-pham/"
REGISTER, FILES = "/quan-tri/so-dang-ky/", "/quan-tri/so-dang-ky/nhap/"
LISTS = [
    CERTIFICATES,
    f"{CERTIFICATES}?show=hieu-luc",
    f"{CERTIFICATES}nop/",
    TAKEDOWNS,
    f"{TAKEDOWNS}moi/",
    REGISTER,
    FILES,
]
OBJECTS = [
    (CERTIFICATES, "certificate", ""),
    (CERTIFICATES, "certificate", "ban-quet/"),
    (CERTIFICATES, "certificate", "xac-minh/"),
    (CERTIFICATES, "certificate", "gia-han/"),
    (CERTIFICATES, "certificate", "thu-hoi/"),
    (CERTIFICATES, "certificate", "ngay-cap/"),
    (f"{CERTIFICATES}nop/", "product", ""),
    (TAKEDOWNS, "takedown", ""),
    (TAKEDOWNS, "takedown", "hien-lai/"),
    (TAKEDOWNS, "takedown", "xin-hien-lai/"),
    (TAKEDOWNS, "takedown", "dong-y-hien-lai/"),
    (TAKEDOWNS, "takedown", "giu-go/"),
    (f"{TAKEDOWNS}moi/", "product", ""),
    (FILES, "upload", ""),
    (FILES, "upload", "tep/"),
    (FILES, "upload", "bao-cao.xlsx"),
    (FILES, "upload", "quyet-dinh/"),
    (FILES, "upload", "sua/"),
    (FILES, "upload", "gui/"),
    (FILES, "upload", "bo/"),
    (FILES, "upload", "xac-nhan/"),
    (FILES, "upload", "tra-lai/"),
    (FILES, "upload", "hoan-tac/"),
]


def things_of(province, title) -> dict[str, str]:
    """One of each kind in a province, named so that it is recognised."""
    product = makers.product(title, producer=None, province=province)
    down = makers.product(f"{title} gỡ", producer=None, province=province)
    upload = makers.register_upload({"product_name": title}, of=province)
    type(upload).objects.filter(pk=upload.pk).update(name=f"{title}.csv")
    RegisterEntry.objects.create(
        key=title, product_name=title, province=f"tỉnh {province.name}", folded=title
    )
    return {
        "certificate": product.certificates.get().pk,
        "product": product.pk,
        "takedown": makers.takedown(down).pk,
        "upload": upload.pk,
    }


@pytest.fixture
def own(roles):
    return makers.province("Thái Nguyên", code="19")


@pytest.fixture
def things(own):
    """What is of the own province, and what is of another."""
    other = makers.province("Sơn La", code="14")
    return things_of(own, OWN), things_of(other, FOREIGN)


@pytest.fixture(params=[PROVINCE_OFFICERS, PROVINCE_STEWARDS])
def provincial(request, own):
    """Somebody who acts for one province."""
    browser = signed_in(makers.user())
    browser.user.groups.add(Group.objects.get(name=request.param))
    ProvinceAssignment.objects.create(user=browser.user, province=own)
    return browser


@pytest.mark.parametrize("path", LISTS)
def test_a_list_holds_what_is_of_the_own_province(provincial, things, path):
    answer = provincial.get(path)
    if answer.status_code == 200:
        page = answer.content.decode()
        assert OWN in page
        assert FOREIGN not in page


@pytest.mark.parametrize("path", LISTS)
def test_national_roles_see_all_provinces(verifier, officer, things, path):
    pages = [each.get(path) for each in (verifier, officer)]
    opened = [page.content.decode() for page in pages if page.status_code == 200]
    assert opened
    for page in opened:
        assert OWN in page
        assert FOREIGN in page


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("root", "kind", "action"), OBJECTS)
def test_what_is_of_another_province_stays_shut(provincial, things, root, kind, action, method):
    _own, foreign = things
    answer = getattr(provincial, method)(f"{root}{foreign[kind]}/{action}")
    assert answer.status_code in (403, 404, 405)


def test_what_is_of_the_own_province_opens(provincial, things):
    own, _foreign = things
    for root, kind in ((CERTIFICATES, "certificate"), (TAKEDOWNS, "takedown"), (FILES, "upload")):
        assert provincial.get(f"{root}{own[kind]}/").status_code == 200


def test_the_counts_are_of_the_own_province(provincial, things):
    tabs = {value: count for value, _, count, _ in provincial.get(CERTIFICATES).context["tabs"]}
    assert tabs[""] == 2


def test_an_entry_without_a_product_is_of_the_province_it_prints(provincial, own):
    old = makers.former_province("Bắc Kạn", current=own)
    for name, province in (("Miến dong", old.name), ("Mận hậu", "Sơn La")):
        RegisterEntry.objects.create(key=name, product_name=name, province=province, folded=name)
    page = provincial.get(REGISTER).content.decode()
    assert "Miến dong" in page
    assert "Mận hậu" not in page


def test_nobody_assigned_sees_nothing(roles, things):
    browser = signed_in(makers.user())
    browser.user.groups.add(Group.objects.get(name=PROVINCE_STEWARDS))
    for path in (CERTIFICATES, TAKEDOWNS, REGISTER, FILES):
        page = browser.get(path).content.decode()
        assert OWN not in page
        assert FOREIGN not in page
