"""A forgotten password: by mail, by a code for accounts with a phone alone, and never a leak."""

import re

import pytest
from django.core import mail

from shop.customer.passwords import codes, views
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("emails_go")]
FORGOTTEN, CODE = "/dat-lai-mat-khau/", "/dat-lai-mat-khau/ma/"
GOOD = "Suoi-Giang-1987"
PHONE = "0987654321"


@pytest.fixture
def brought(monkeypatch):
    """Phones and codes in the order in which they were handed on."""
    seen = []
    way = codes.Channel("sms", codes.BY_MESSAGE, lambda phone, code: seen.append((phone, code)))
    for module in (codes, views):
        monkeypatch.setattr(module, "code_channel", lambda: way)
    return seen


@pytest.fixture
def by_phone(db):
    return makers.user(email=None, phone=PHONE)


def text_of(answer) -> str:
    """The page without what differs each time."""
    return re.sub(r'value="[^"]*"', "", answer.content.decode())


def test_the_whole_way_by_phone(client, by_phone, brought):
    page = client.post(FORGOTTEN, {"name": "0987 654 321"}, follow=True)
    assert page.context["form"]["phone"].value() == "0987 654 321"
    (phone, code), *_others = brought
    assert phone == "+84987654321"
    form = {"phone": PHONE, "code": f"{code[:4]} {code[4:]}"}
    page = client.post(CODE, form, follow=True)
    new = {"new_password1": GOOD, "new_password2": GOOD}
    client.post(page.request["PATH_INFO"], new)
    by_phone.refresh_from_db()
    assert by_phone.check_password(GOOD)
    assert client.post(CODE, form).context["form"].errors, "a code fits once"


def test_saving_twice_ends_at_the_same_page_and_a_used_link_stays_used(client, brought):
    person = makers.user(email="lan@example.vn")
    client.post(FORGOTTEN, {"name": person.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link).url
    new = {"new_password1": GOOD, "new_password2": GOOD}
    assert [client.post(form, new).url for _press in range(2)] == ["/dat-lai-mat-khau/xong/"] * 2
    assert not client.get(link).context["validlink"]
    person.refresh_from_db()
    assert person.check_password(GOOD)


def test_an_unknown_number_gets_the_same_page_and_no_code(client, by_phone, brought):
    known = client.post(FORGOTTEN, {"name": PHONE}, follow=True)
    unknown = client.post(FORGOTTEN, {"name": "0911111111"}, follow=True)
    assert text_of(known) == text_of(unknown)
    assert len(brought) == 1


def test_an_account_with_an_address_gets_a_link_and_no_code(client, brought):
    makers.user(email="lan@example.vn", phone=PHONE)
    client.post(FORGOTTEN, {"name": PHONE})
    assert brought == []
    assert [email.to for email in mail.outbox] == [["lan@example.vn"]]


def test_a_code_ends_with_its_time(client, by_phone, brought, clock):
    client.post(FORGOTTEN, {"name": PHONE})
    clock.shift(2 * codes.BY_MESSAGE + 1)
    assert client.post(CODE, {"phone": PHONE, "code": brought[0][1]}).status_code == 200


def test_guessing_ends_after_five_tries_alike_for_any_number(client, by_phone, brought):
    for number in (PHONE, "0911111111"):
        for _time in range(5):
            assert client.post(CODE, {"phone": number, "code": "12345678"}).status_code == 200
        late = client.post(CODE, {"phone": number, "code": "12345678"})
        assert late.status_code == 429
        assert int(late["Retry-After"]) > 0


def test_asking_too_often_has_to_wait(client, db):
    for _time in range(20):
        client.post(FORGOTTEN, {"name": "la@example.vn"})
    answer = client.post(FORGOTTEN, {"name": "la@example.vn"})
    assert answer.status_code == 429
    assert 'value="la@example.vn"' in answer.content.decode()


def test_one_account_gets_three_emails_an_hour_and_nobody_learns_it(client):
    makers.user(email="lan@example.vn")
    answers = [client.post(FORGOTTEN, {"name": "lan@example.vn"}) for _time in range(5)]
    assert {answer["Location"] for answer in answers} == {"/dat-lai-mat-khau/da-gui/"}
    assert len(mail.outbox) == 3


def test_the_staff_is_asked_to_call_back(client, by_phone, settings):
    settings.OCOP_PHONE_CODES = "desk"
    settings.OCOP_SELLER = settings.OCOP_SELLER | {"email": "quay@example.vn"}
    page = client.post(FORGOTTEN, {"name": PHONE}, follow=True).content.decode()
    assert "nhân viên sẽ gọi" in page
    assert [email.to for email in mail.outbox] == [["quay@example.vn"]]
    assert "0987 654 321" in mail.outbox[0].body
    code = re.search(r"\b\d{8}\b", mail.outbox[0].body)[0]
    assert client.post(CODE, {"phone": PHONE, "code": code}).status_code == 302


def test_without_an_address_of_the_staff_the_page_says_to_call(client, by_phone, settings):
    settings.OCOP_PHONE_CODES = "desk"
    settings.OCOP_SELLER = settings.OCOP_SELLER | {"email": ""}
    page = client.post(FORGOTTEN, {"name": PHONE}, follow=True).content.decode()
    assert "Hiện chưa gửi mã được" in page
    assert mail.outbox == []


@pytest.mark.parametrize("name", ["", "abc", "12345", "@", "x" * 300])
def test_what_is_no_name_is_said_beside_the_field(client, db, name):
    assert "name" in client.post(FORGOTTEN, {"name": name}).context["form"].errors


def test_the_pages_have_an_english_twin(client, db):
    assert client.get("/en/dat-lai-mat-khau/").status_code == 200


def test_signing_up_too_often_has_to_wait(client, db):
    form = {"email": "", "phone": "", "password1": GOOD, "password2": GOOD}
    for _time in range(20):
        client.post("/tai-khoan/dang-ky/", form)
    answer = client.post("/tai-khoan/dang-ky/", form | {"email": "an@example.vn"})
    assert answer.status_code == 429
    assert 'value="an@example.vn"' in answer.content.decode()
