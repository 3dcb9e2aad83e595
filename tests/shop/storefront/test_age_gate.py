"""The page of the age gate: asks once, leads back, and is polite to who is too young."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client

from shop.storefront.age_gate import views
from shop.users.models import AgeDeclaration
from tests.alcohol_makers import GROWN_UP, LICENCE, adult_client, born, spirit

pytestmark = pytest.mark.django_db

PAGES = ("/do-tuoi/", "/en/do-tuoi/")
WARNING = "Người dưới 18 tuổi không được uống rượu, bia."


@pytest.mark.parametrize("path", PAGES)
def test_it_asks_for_name_and_birthday_and_names_no_product(client, path):
    jar = spirit()
    page = client.get(path)
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="name"' in text
    assert 'name="born_on"' in text
    assert 'name="robots" content="noindex"' in text
    assert jar.title not in text
    assert jar.slug not in text
    assert "no-store" in page["Cache-Control"]


def test_it_leads_back_to_where_one_was(client):
    assert client.post("/do-tuoi/", GROWN_UP | {"tiep": "/tinh/lai-chau/?sao=5"}).url == (
        "/tinh/lai-chau/?sao=5"
    )


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_it_leads_to_no_other_site(client, path):
    assert client.post("/do-tuoi/", GROWN_UP | {"tiep": path}).url == "/san-pham/"
    assert path not in Client().get("/do-tuoi/", {"tiep": path}).context["next_page"]


@pytest.mark.parametrize(
    "typed", ["25/12/1990", "25-12-1990", "25.12.1990", "1990-12-25", "25 12 1990"]
)
def test_a_birthday_may_be_typed_as_people_do(client, typed):
    assert client.post("/do-tuoi/", GROWN_UP | {"born_on": typed}).status_code == 302


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"name": " "}, "Bạn hãy nhập họ tên."),
        ({"name": "123"}, "Bạn hãy nhập họ tên."),
        ({"born_on": ""}, "Bạn hãy nhập ngày sinh."),
        ({"born_on": "1990"}, "Bạn hãy nhập đủ ngày, tháng và năm"),
        ({"born_on": "31/02/1990"}, "Bạn hãy nhập đủ ngày, tháng và năm"),
        ({"born_on": "01/01/2990"}, "Đây không thể là ngày sinh."),
        ({"born_on": "01/01/1790"}, "Đây không thể là ngày sinh."),
    ],
)
def test_what_is_not_right_is_said_and_nothing_typed_is_lost(client, facts, said):
    page = client.post("/do-tuoi/", GROWN_UP | {"tiep": "/tinh/lai-chau/"} | facts)
    text = page.content.decode()
    assert page.status_code == 200
    assert said in text
    assert 'value="/tinh/lai-chau/"' in text
    if "name" not in facts:
        assert GROWN_UP["name"] in text
    assert not AgeDeclaration.objects.exists()


def test_who_is_too_young_is_told_so_kindly_and_not_asked_again(client, clock):
    answer = client.post("/do-tuoi/", {"name": "Bé Na", "born_on": born(18, days=1)}, follow=True)
    text = answer.content.decode()
    assert "Cảm ơn bạn đã trả lời thật." in text
    assert "born_on" not in text
    again = client.post("/do-tuoi/", GROWN_UP)
    assert again.status_code == 200
    assert "born_on" not in again.content.decode()
    assert "do-tuoi" not in client.get("/san-pham/").content.decode()
    assert client.get(spirit().get_absolute_url()).status_code == 404
    assert AgeDeclaration.objects.count() == 1


def test_on_the_eighteenth_birthday_it_opens(client, clock):
    assert client.post("/do-tuoi/", GROWN_UP | {"born_on": born(18)}).url == "/san-pham/"
    assert client.get(spirit().get_absolute_url()).status_code == 200


def test_the_offer_is_withdrawn_by_one_press():
    visitor, jar = adult_client(), spirit()
    assert WARNING in visitor.get("/do-tuoi/").content.decode()
    assert visitor.post("/do-tuoi/", {"hide": "1"}).status_code == 302
    assert visitor.get(jar.get_absolute_url()).status_code == 404


def test_signing_out_closes_it(db):
    visitor, jar = adult_client(), spirit()
    assert visitor.get(jar.get_absolute_url()).status_code == 200
    visitor.logout()
    assert visitor.get(jar.get_absolute_url()).status_code == 404


def test_a_cookie_alone_opens_nothing(client):
    jar = spirit()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = "of-age-i-swear"
    client.cookies["age"] = "99"
    assert client.get(jar.get_absolute_url()).status_code == 404


def test_a_network_that_declares_too_often_has_to_wait(client, monkeypatch):
    monkeypatch.setattr(views, "DECLARATIONS", views.Limit("age-test", tries=2, seconds=60))
    codes = [Client().post("/do-tuoi/", GROWN_UP).status_code for _ in range(3)]
    assert codes == [302, 302, 429]


def test_a_network_of_many_refusals_has_to_wait(monkeypatch, clock):
    monkeypatch.setattr(views, "REFUSALS", views.Limit("age-refused-test", tries=2, seconds=60))
    young = {"name": "Bé Na", "born_on": born(18, days=1)}
    for _ in range(2):
        assert Client().post("/do-tuoi/", young).status_code == 302
    assert Client().post("/do-tuoi/", GROWN_UP).status_code == 429


def test_it_closes_by_itself(clock):
    visitor, jar = adult_client(), spirit()
    clock.shift(timedelta(hours=12))
    assert visitor.get(jar.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("path", ["/san-pham/", "/en/san-pham/", "/kiem-tra-sao/"])
def test_every_page_has_a_quiet_way_to_it_that_comes_back(client, path):
    text = client.get(path).content.decode()
    assert f"do-tuoi/?tiep={path}" in text


def told(client) -> str:
    answer = client.post("/do-tuoi/", GROWN_UP, follow=True)
    return " ".join(str(message) for message in answer.context["messages"])


@pytest.mark.parametrize("strength", ["29,5% vol", ""], ids=["sold", "shown only"])
def test_it_says_how_much_is_to_be_seen_and_whether_any_is_sold(client, settings, strength):
    settings.ALCOHOL_LICENCE = LICENCE
    spirit(strength=strength)
    text = told(client)
    assert "hiện 1 đồ uống có cồn" in text
    assert ("Chưa loại nào được bán" in text) == (not strength)


def test_it_says_that_there_is_none(client):
    assert "chưa có đồ uống có cồn nào" in told(client)
