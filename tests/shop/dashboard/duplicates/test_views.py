"""Doubles at the desk: found, compared, merged with a second look, parted, remembered."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from catalogue.duplicates.finding import find_duplicates
from catalogue.models import DuplicateCandidate, Product, ProductMerge, ProvinceAssignment
from shop.users.roles import OFFICERS, PROVINCE_STEWARDS, VERIFIERS, create_roles
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LIST = "/quan-tri/trung-lap/"


@pytest.fixture
def sweets():
    maker = makers.producer("HTX Thử")
    first = makers.product("Kẹo dừa", producer=maker)
    second = makers.product("Kẹo dừa hộp 200g", producer=maker)
    find_duplicates()
    return first, second


@pytest.fixture
def candidate(sweets):
    return DuplicateCandidate.objects.get()


def person(*groups):
    create_roles(apps)
    user = makers.user()
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def steward(client):
    user = person(VERIFIERS)
    client.force_login(user)
    return user


@pytest.mark.usefixtures("steward", "sweets")
def test_the_list_names_pairs_with_what_speaks_for_them(client):
    page = client.get(LIST).content.decode()
    assert "Kẹo dừa hộp 200g" in page
    assert "khác quy cách đóng gói" in page
    assert "Kẹo dừa hộp" not in client.get(LIST, {"show": "co-the"}).content.decode()
    assert "Kẹo dừa hộp" not in client.get(LIST, {"q": "mứt gừng"}).content.decode()
    assert client.get(LIST, {"show": "vớ vẩn"}).status_code == 200


@pytest.mark.usefixtures("steward")
def test_a_merge_is_asked_twice_and_done_once(client, sweets, candidate):
    first, second = sweets
    makers.reviews(second, 5)
    path = f"{LIST}{candidate.pk}/gop/"
    asked = client.post(path, {"kept": first.pk}).content.decode()
    assert "nhận xét: 1" in asked
    assert not ProductMerge.objects.exists()
    assert client.post(path, {"kept": first.pk, "confirmed": "on"}).status_code == 302
    assert ProductMerge.objects.get().kept == first
    again = client.post(path, {"kept": second.pk, "confirmed": "on"}, follow=True)
    assert "Đã có người quyết định" in again.content.decode()
    assert ProductMerge.objects.count() == 1


@pytest.mark.usefixtures("steward")
@pytest.mark.parametrize("kept", ["", "abc", "999999"])
def test_what_stays_has_to_be_one_of_the_two(client, candidate, kept):
    answer = client.post(
        f"{LIST}{candidate.pk}/gop/", {"kept": kept, "confirmed": "on"}, follow=True
    )
    assert "Hãy chọn giữ sản phẩm nào" in answer.content.decode()
    assert not ProductMerge.objects.exists()


@pytest.mark.usefixtures("steward")
def test_not_the_same_is_kept_and_can_be_taken_back(client, candidate):
    client.post(f"{LIST}{candidate.pk}/khac/")
    assert "Kẹo dừa" in client.get(LIST, {"show": "khac-nhau"}).content.decode()
    client.post(f"{LIST}{candidate.pk}/hoi-lai/")
    candidate.refresh_from_db()
    assert (candidate.state, candidate.decided_by) == ("open", None)


@pytest.mark.usefixtures("steward")
def test_a_merge_is_undone_from_the_list(client, sweets, candidate):
    first, second = sweets
    client.post(f"{LIST}{candidate.pk}/gop/", {"kept": first.pk, "confirmed": "on"})
    merge = ProductMerge.objects.get()
    assert f"{LIST}gop/{merge.pk}/tach/" in client.get(LIST, {"show": "da-gop"}).content.decode()
    assert client.get(f"{LIST}gop/{merge.pk}/tach/").status_code == 200
    client.post(f"{LIST}gop/{merge.pk}/tach/")
    assert Product.objects.public().filter(pk__in=[first.pk, second.pk]).count() == 2
    assert client.get(f"{LIST}gop/{merge.pk}/tach/").status_code == 404


@pytest.mark.usefixtures("steward")
def test_a_search_offers_what_came_since(client):
    maker = makers.producer("HTX Thử")
    makers.product("Mứt gừng", producer=maker)
    makers.product("Mứt gừng 1kg", producer=maker)
    answer = client.post(f"{LIST}tim/", follow=True)
    assert "Tìm thấy 1 cặp mới" in answer.content.decode()


def test_an_officer_looks_and_decides_nothing(client, candidate):
    client.force_login(person(OFFICERS))
    page = client.get(f"{LIST}{candidate.pk}/").content.decode()
    assert "giữ sản phẩm này" not in page
    assert client.post(f"{LIST}{candidate.pk}/khac/").status_code == 403


def test_a_steward_of_another_province_sees_nothing(client, candidate):
    user = person(PROVINCE_STEWARDS)
    ProvinceAssignment.objects.create(user=user, province=makers.province("Thái Nguyên"))
    client.force_login(user)
    assert "Kẹo dừa" not in client.get(LIST).content.decode()
    for path in (f"{LIST}{candidate.pk}/", f"{LIST}{candidate.pk}/gop/"):
        assert client.get(path).status_code == 404
    assert client.post(f"{LIST}{candidate.pk}/khac/").status_code == 404


def test_a_steward_of_the_province_decides(client, sweets, candidate):
    first, _second = sweets
    user = person(PROVINCE_STEWARDS)
    ProvinceAssignment.objects.create(user=user, province=first.province)
    client.force_login(user)
    assert "giữ sản phẩm này" in client.get(f"{LIST}{candidate.pk}/").content.decode()
    client.post(f"{LIST}{candidate.pk}/gop/", {"kept": first.pk, "confirmed": "on"})
    assert ProductMerge.objects.get().by == user


@pytest.mark.usefixtures("steward", "sweets")
def test_doubles_wait_in_the_list_of_tasks(client):
    assert "Có thể là một với" in client.get("/quan-tri/viec/").content.decode()
