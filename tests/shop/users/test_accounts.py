"""Account pages: creating, signing in, changing, leaving; and the accounts of the two admins."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db.models import F
from django.test import Client
from django.urls import NoReverseMatch, reverse

from shop.users.forms import SignUpForm
from shop.users.models import User
from tests import makers

pytestmark = pytest.mark.usefixtures("emails_go")
PASSWORD = "mat-khau-thu"
GOOD = "Suoi-Giang-1987"
ACCOUNT = "/tai-khoan/"


def sign_up(client, **changed):
    form = {"email": "", "phone": "", "password1": GOOD, "password2": GOOD} | changed
    return client.post(f"{ACCOUNT}dang-ky/", form)


def errors(response) -> dict:
    return response.context["form"].errors


@pytest.fixture
def person(db):
    return makers.user(email="lan@example.vn", phone="0912345678", first_name="Nguyễn Thị Lan")


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    return client


@pytest.mark.parametrize(("language", "day"), [("", "01/12/2026"), ("/en", "1 Dec 2026")])
def test_the_day_of_joining_is_the_day_in_vietnam(signed_in, person, language, day):
    person.date_joined = datetime(2026, 11, 30, 18, 30, tzinfo=UTC)
    person.save(update_fields=["date_joined"])
    page = signed_in.get(f"{language}{ACCOUNT}ho-so/").content.decode()
    assert day in page


class TestSignUp:
    @pytest.mark.parametrize(
        ("given", "stored"),
        [
            ({"email": "An@Example.VN"}, ("an@example.vn", None)),
            ({"phone": "0912 345 678"}, (None, "+84912345678")),
            ({"email": "an@example.vn", "phone": "84912345678"}, ("an@example.vn", "+84912345678")),
        ],
    )
    def test_one_name_is_enough_and_signs_in(self, client, db, given, stored):
        response = sign_up(client, **given)
        assert response.headers["Location"] == ACCOUNT
        user = User.objects.get()
        assert (user.email, user.phone) == stored
        assert client.get(f"{ACCOUNT}ho-so/").status_code == 200
        assert len(mail.outbox) == (1 if user.email else 0)

    def test_two_accounts_by_phone_alone_do_not_collide(self, client, db):
        sign_up(client, phone="0912345678")
        sign_up(Client(), phone="0987654321")
        assert User.objects.filter(email__isnull=True).count() == 2

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({}, "email"),
            ({"email": "khong-phai"}, "email"),
            ({"email": "LAN@example.vn"}, "email"),
            ({"phone": "12345"}, "phone"),
            ({"phone": "+84 912 345 678"}, "phone"),
            ({"email": "an@example.vn", "password2": "khác"}, "password2"),
            ({"email": "an@example.vn", "password1": "123", "password2": "123"}, "password2"),
        ],
    )
    def test_a_wrong_form_says_where(self, client, person, changed, field):
        response = sign_up(client, **changed)
        assert list(errors(response)) == [field]
        assert "Constraint" not in response.content.decode()
        assert User.objects.count() == 1

    def test_a_double_click_is_one_account_and_goes_in(self, client, db):
        sign_up(Client(), email="an@example.vn")
        assert sign_up(client, email="an@example.vn", next="/gio-hang/").url == "/gio-hang/"
        assert client.get(f"{ACCOUNT}ho-so/").status_code == 200
        assert User.objects.count() == 1

    def test_signing_up_is_no_way_into_an_account_of_others_or_of_old(self, client, db):
        sign_up(Client(), email="an@example.vn")
        wrong = {"password1": "Khac-Hoan-Toan-9", "password2": "Khac-Hoan-Toan-9"}
        assert list(errors(sign_up(client, email="an@example.vn", **wrong))) == ["email"]
        User.objects.update(date_joined=F("date_joined") - timedelta(minutes=2))
        assert list(errors(sign_up(client, email="an@example.vn"))) == ["email"]

    def test_it_leads_back_to_where_one_came_from_but_not_away(self, client, db):
        inside = sign_up(client, email="a@example.vn", next="/gio-hang/")
        assert inside.headers["Location"] == "/gio-hang/"
        outside = sign_up(Client(), email="b@example.vn", next="https://evil.example/")
        assert outside.headers["Location"] == ACCOUNT

    def test_a_mail_server_that_is_down_stops_nobody(self, client, db, settings):
        settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        assert sign_up(client, email="a@example.vn").status_code == 302

    def test_nobody_makes_themselves_staff(self, client, db):
        sign_up(client, email="a@example.vn", is_staff="on", is_superuser="on", groups="1")
        user = User.objects.get()
        assert not user.is_staff
        assert not user.is_superuser
        assert not user.groups.exists()


class TestSignIn:
    @pytest.mark.parametrize("name", ["Lan@example.vn", "0912 345 678"])
    def test_by_e_mail_or_phone(self, client, person, name):
        form = {"username": name, "password": PASSWORD, "next": "/gio-hang/"}
        assert client.post(f"{ACCOUNT}dang-nhap/", form).headers["Location"] == "/gio-hang/"

    def test_a_wrong_password_is_told_in_one_sentence(self, client, person):
        form = {"username": person.email, "password": "sai"}
        response = client.post(f"{ACCOUNT}dang-nhap/", form)
        assert len(response.context["form"].non_field_errors()) == 1
        assert "_auth_user_id" not in client.session

    def test_it_does_not_lead_away(self, client, person):
        form = {"username": person.email, "password": PASSWORD, "next": "//evil.example"}
        assert client.post(f"{ACCOUNT}dang-nhap/", form).headers["Location"] == ACCOUNT

    def test_staff_go_to_the_back_office(self, client, db):
        boss = makers.user(is_staff=True)
        form = {"username": boss.email, "password": PASSWORD}
        assert client.post(f"{ACCOUNT}dang-nhap/", form).headers["Location"] == "/quan-tri/"

    def test_signing_out_takes_a_press_of_the_button(self, signed_in):
        assert signed_in.get(f"{ACCOUNT}dang-xuat/").status_code == 200
        assert "_auth_user_id" in signed_in.session
        assert signed_in.post(f"{ACCOUNT}dang-xuat/").headers["Location"] == "/"
        assert "_auth_user_id" not in signed_in.session


class TestProfile:
    def test_it_shows_who_one_is(self, signed_in):
        page = signed_in.get(f"{ACCOUNT}ho-so/").content.decode()
        assert "Nguyễn Thị Lan" in page
        assert "0912 345 678" in page

    def test_the_name_changes_without_password(self, signed_in, person):
        form = {"first_name": "Lan Nguyễn", "email": person.email, "phone": person.phone}
        assert signed_in.post(f"{ACCOUNT}ho-so/sua/", form).status_code == 302
        person.refresh_from_db()
        assert person.get_full_name() == "Lan Nguyễn"
        assert mail.outbox == []

    def test_a_name_in_pieces_with_script_and_emoji_is_kept_tidy_and_shown_harmless(
        self, signed_in, person
    ):
        odd = "<script>x</script> 🌾 Nguye\u0302\u0303n\u00a0 Lan"
        form = {"first_name": odd, "email": person.email, "phone": person.phone}
        signed_in.post(f"{ACCOUNT}ho-so/sua/", form)
        person.refresh_from_db()
        assert person.first_name == "<script>x</script> 🌾 Nguyễn Lan"
        assert "<script>x" not in signed_in.get(f"{ACCOUNT}ho-so/").content.decode()

    def test_nobody_asks_the_profile_for_names_by_the_hundred(self, signed_in, person):
        form = {"first_name": "", "email": "la@example.vn", "phone": ""}
        answers = [signed_in.post(f"{ACCOUNT}ho-so/sua/", form) for _time in range(21)]
        assert [answer.status_code for answer in answers] == [200] * 20 + [429]

    def test_another_e_mail_needs_the_password_and_is_told_to_the_old_one(self, signed_in, person):
        form = {"first_name": "Lan", "email": "moi@example.vn", "phone": person.phone}
        assert list(errors(signed_in.post(f"{ACCOUNT}ho-so/sua/", form))) == ["current_password"]
        form["current_password"] = PASSWORD
        assert signed_in.post(f"{ACCOUNT}ho-so/sua/", form).status_code == 302
        person.refresh_from_db()
        assert person.email == "moi@example.vn"
        assert sorted(email.to[0] for email in mail.outbox) == ["lan@example.vn", "moi@example.vn"]

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"email": "", "phone": ""}, "email"),
            ({"email": "khac@example.vn"}, "email"),
            ({"phone": "0987654321"}, "phone"),
        ],
    )
    def test_names_of_others_and_none_at_all_are_refused(self, signed_in, person, changed, field):
        makers.user(email="khac@example.vn", phone="0987654321")
        form = {"first_name": "", "email": person.email, "phone": person.phone}
        form |= {"current_password": PASSWORD} | changed
        assert list(errors(signed_in.post(f"{ACCOUNT}ho-so/sua/", form))) == [field]

    def test_changing_the_password_keeps_this_browser_and_tells(self, signed_in, person):
        form = {"old_password": PASSWORD, "new_password1": GOOD, "new_password2": GOOD}
        assert signed_in.post(f"{ACCOUNT}doi-mat-khau/", form).status_code == 302
        assert signed_in.get(f"{ACCOUNT}ho-so/").status_code == 200
        assert len(mail.outbox) == 1

    def test_leaving_needs_the_password(self, signed_in, person):
        assert errors(signed_in.post(f"{ACCOUNT}ho-so/xoa/", {"password": "sai"}))
        assert signed_in.post(f"{ACCOUNT}ho-so/xoa/", {"password": PASSWORD}).status_code == 302
        assert not User.objects.filter(pk=person.pk).exists()

    @pytest.mark.parametrize("path", ["ho-so/xoa/", "doi-mat-khau/"])
    def test_an_open_browser_is_no_place_to_guess_the_password(self, signed_in, path):
        wrong = {"password": "sai", "old_password": "sai", "new_password1": "x"}
        answers = [signed_in.post(ACCOUNT + path, wrong) for _try in range(11)]
        assert [answer.status_code for answer in answers] == [200] * 10 + [429]
        assert int(answers[-1]["Retry-After"]) > 0

    def test_who_signed_certificates_cannot_vanish(self, client, db):
        signer = makers.product().certificates.get().submitted_by
        client.force_login(signer)
        response = client.post(f"{ACCOUNT}ho-so/xoa/", {"password": PASSWORD})
        assert response.context["form"].non_field_errors()
        assert User.objects.filter(pk=signer.pk).exists()


class TestPasswordReset:
    def test_the_whole_way(self, client, person):
        client.post("/dat-lai-mat-khau/", {"name": "LAN@example.vn"})
        link = re.search(r"https?://[^/]+(/dat-lai-mat-khau/dat/\S+)", mail.outbox[0].body)[1]
        page = client.get(link, follow=True)
        form = {"new_password1": GOOD, "new_password2": GOOD}
        done = client.post(page.request["PATH_INFO"], form, follow=True)
        assert done.status_code == 200
        person.refresh_from_db()
        assert person.check_password(GOOD)
        assert client.get(link, follow=True).context["validlink"] is False

    def test_an_unknown_address_looks_the_same(self, client, person):
        response = client.post("/dat-lai-mat-khau/", {"name": "la@example.vn"})
        assert response.headers["Location"] == "/dat-lai-mat-khau/da-gui/"
        assert mail.outbox == []

    def test_no_mail_with_a_link_is_kept(self, client, person):
        client.post("/dat-lai-mat-khau/", {"name": person.email})
        assert person.emails.count() == 0


class TestPages:
    @pytest.mark.parametrize("path", ["dang-nhap/", "dang-ky/", "dang-xuat/"])
    def test_open_pages_are_in_our_frame(self, client, db, path):
        self.check(client.get(ACCOUNT + path))

    @pytest.mark.parametrize(
        "path",
        [
            *("don-hang/", "ho-so/", "ho-so/sua/", "ho-so/xoa/", "doi-mat-khau/", "dia-chi/"),
            *("dia-chi/them/", "de-danh/", "nhac-hang/", "du-lieu/", "xac-nhan-email/x/"),
        ],
    )
    def test_private_pages_are_in_our_frame_and_closed(self, signed_in, path):
        self.check(signed_in.get(ACCOUNT + path))
        away = Client().get(ACCOUNT + path).headers["Location"]
        assert away == f"{ACCOUNT}dang-nhap/?next={ACCOUNT}{path}"

    @pytest.mark.parametrize("path", ["", "da-gui/", "xong/", "ma/", "dat/MQ/x-y/"])
    def test_password_pages_are_in_our_frame(self, client, db, path):
        self.check(client.get(f"/dat-lai-mat-khau/{path}"))

    @staticmethod
    def check(response):
        page = response.content.decode()
        assert response.status_code == 200
        assert page.count("<h1>") == 1
        assert "no-store" in response["Cache-Control"]
        assert 'class="skip"' in page
        assert not re.search(r"bootstrap|jquery|style=|onclick|<script>", page)

    @pytest.mark.parametrize("name", ["wishlists-list", "alerts-list", "email-list"])
    def test_half_pages_are_gone(self, name):
        with pytest.raises(NoReverseMatch):
            reverse(f"customer:{name}")

    def test_nobody_has_orders_at_first(self, signed_in):
        assert signed_in.get(f"{ACCOUNT}don-hang/").context["rows"] == []

    def test_orders_of_others_are_not_found(self, signed_in):
        assert signed_in.get(f"{ACCOUNT}don-hang/100001/").status_code == 404


class TestDjangoAdmin:
    @pytest.fixture
    def boss(self, client, db):
        client.force_login(User.objects.create_superuser("chu@example.vn", PASSWORD))
        return client

    @pytest.mark.parametrize(
        ("given", "count"),
        [({"phone": "0987 654 321"}, 2), ({"email": "Moi@example.vn"}, 2), ({}, 1)],
    )
    def test_an_account_is_added(self, boss, given, count):
        form = {"email": "", "phone": "", "usable_password": "true"}
        form |= {"password1": GOOD, "password2": GOOD} | given
        response = boss.post("/django-admin/users/user/add/", form)
        assert User.objects.count() == count
        assert "Constraint" not in response.content.decode()

    def test_accounts_by_phone_alone_open_and_save(self, boss):
        person = makers.user(email=None, phone="0987654321")
        assert boss.get("/django-admin/users/user/", {"q": "0987"}).status_code == 200
        url = f"/django-admin/users/user/{person.pk}/change/"
        assert boss.get(url).status_code == 200
        assert boss.get(f"/django-admin/users/user/{person.pk}/password/").status_code == 200
        saved = boss.post(url, {"email": "", "phone": "0987654321", "is_active": "on"})
        assert saved.status_code == 302


class TestWagtailAdmin:
    @pytest.fixture
    def boss(self, client, db):
        client.force_login(User.objects.create_superuser("chu@example.vn", PASSWORD))
        return client

    def test_an_editor_is_made_and_edited(self, boss):
        group = Group.objects.create(name="Biên tập")
        form = {
            "email": "Bien.Tap@example.vn",
            "first_name": "An",
            "last_name": "Trần",
            "password1": GOOD,
            "password2": GOOD,
            "groups": [group.pk],
        }
        assert boss.post("/cms/users/new/", form).status_code == 302
        editor = User.objects.get(email="bien.tap@example.vn")
        assert list(editor.groups.all()) == [group]
        assert boss.get(f"/cms/users/edit/{editor.pk}/").status_code == 200
        form |= {"first_name": "Ân", "is_active": "on", "password1": "", "password2": ""}
        assert boss.post(f"/cms/users/edit/{editor.pk}/", form).status_code == 302
        editor.refresh_from_db()
        assert editor.first_name == "Ân"

    def test_the_list_shows_accounts_by_phone_alone(self, boss):
        person = makers.user(email=None, phone="0987654321")
        assert boss.get("/cms/users/").status_code == 200
        assert boss.get(f"/cms/users/edit/{person.pk}/").status_code == 200


def test_a_new_password_is_asked_for_in_one_line(db):
    form = SignUpForm({"email": "an@example.vn", "password1": GOOD, "password2": "khác"})
    assert "<li>" not in str(form["password1"].help_text)
    assert form["password2"].help_text == ""
    assert form.errors["password2"] == ["Hai lần gõ chưa giống nhau. Mời bạn gõ lại cả hai."]
