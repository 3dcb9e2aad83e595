"""What one network may send: forms end with a plain page that says when to come back."""

import pytest
from django.test import Client

from shop.operations import form_limits
from shop.users.throttling import Limit
from tests import makers

pytestmark = pytest.mark.django_db
HOME, AWAY = {"REMOTE_ADDR": "2001:db8::1"}, {"REMOTE_ADDR": "2001:db8:0:1::1"}


@pytest.fixture
def two_tries(monkeypatch):
    """Every limit at two tries."""
    for name, limit in form_limits.LIMITS.items():
        monkeypatch.setitem(form_limits.LIMITS, name, Limit(limit.name, 2, limit.seconds))
    monkeypatch.setattr(form_limits, "OTHERS", Limit("writing", 2, 600))


def statuses(path, times=3, **where):
    return [Client().post(path, **where).status_code for _time in range(times)]


def test_the_page_says_when_in_vietnamese_and_english(client, two_tries):
    for _time in range(3):
        answer = client.post("/thanh-toan/", **HOME)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 600
    assert "Mời bạn thử lại sau 10 phút" in answer.content.decode()
    english = client.post("/en/thanh-toan/", **HOME)
    assert "try again in 10 minutes" in english.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_the_basket_is_counted_by_network_and_no_basket_is_made_beyond_it(two_tries):
    path = f"/gio-hang/them/{makers.product().pk}/"
    assert statuses(path, **HOME)[-1] == 429
    assert statuses(path, 1, REMOTE_ADDR="2001:db8::ffff") == [429]
    assert statuses(path, 1, **AWAY) != [429]


@pytest.mark.parametrize(
    "path",
    [
        *("/gio-hang/", "/thanh-toan/", "/thanh-toan/xem-lai/", "/en/thanh-toan/"),
        *("/don-hang/tra-cuu/", "/don-hang/khong.phai/huy/", "/i18n/setlang/"),
        *(
            "/tai-khoan/de-danh/giu/1/",
            "/dat-lai-mat-khau/",
            "/_util/authenticate_with_password/1/1/",
        ),
    ],
)
def test_every_form_has_a_limit(two_tries, path):
    assert statuses(path, **HOME)[-1] == 429


def test_looking_is_not_counted(two_tries):
    assert {Client().get("/thanh-toan/", **HOME).status_code for _time in range(5)} != {429}


def test_work_of_staff_is_not_counted(two_tries, client):
    client.force_login(makers.user(is_staff=True, is_superuser=True))
    answers = [client.post("/django-admin/users/user/add/", **HOME) for _time in range(5)]
    assert {answer.status_code for answer in answers} == {200}


def test_another_site_uses_up_nobodys_tries(two_tries):
    strange = Client(enforce_csrf_checks=True)
    for _time in range(5):
        strange.post("/thanh-toan/", headers={"Sec-Fetch-Site": "cross-site"}, **HOME)
    assert statuses("/thanh-toan/", 1, **HOME) != [429]


def test_people_are_far_from_it():
    assert all(limit.tries >= 20 for limit in form_limits.LIMITS.values())


@pytest.mark.parametrize("path", ["/webhooks/ngan-hang/", "/webhooks/stripe/"])
def test_machines_that_sign_send_as_much_as_there_is(two_tries, path):
    assert set(statuses(path, 4, **HOME)) == {400}
