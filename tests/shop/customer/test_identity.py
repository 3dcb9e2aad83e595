"""Who somebody is: no look-alike, no other spelling and no other screen takes over an account."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.customer.passwords.services import request_new_password
from shop.customer.verification.services import claim_orders, verification_path
from shop.mail.models import OutgoingEmail
from shop.order.models import Order
from shop.users.models import User
from tests import makers

pytestmark = pytest.mark.django_db
GOOD = "Suoi-Giang-1987"
SIGN_IN, SIGN_UP = "/tai-khoan/dang-nhap/", "/tai-khoan/dang-ky/"
IDN = ["an@đặcsản.vn", "AN@ĐẶCSẢN.VN", "ａｎ@đặcsản.vn", "an@xn--csn-uqa6698amda.vn"]


def sign_up(email, client=None, password=GOOD):
    form = {"email": email, "phone": "", "password1": password, "password2": password}
    return (client or Client()).post(SIGN_UP, form)


def can_sign_in(name, password=GOOD):
    return Client().post(SIGN_IN, {"username": name, "password": password}).status_code == 302


class TestLookAlikes:
    def test_a_dotless_i_in_the_domain_is_another_account_that_claims_nothing(self, order_for):
        order = order_for(email="an@gmail.com")
        sign_up("an@gmail.com")
        stranger = Client()
        sign_up("an@gma\u0131l.com", stranger)
        other = User.objects.get(email="an@xn--gmal-nza.com")
        stranger.post(verification_path(other))
        order.refresh_from_db()
        assert order.user is None
        owner = User.objects.get(email="an@gmail.com")
        owner.mark_verified()
        owner.save()
        assert claim_orders(owner) == 1
        assert can_sign_in("an@gmail.com")
        assert can_sign_in("an@gma\u0131l.com")
        stranger.get("/tai-khoan/don-hang/")
        assert not Order.objects.filter(user=other).exists()

    @pytest.mark.parametrize("path", [SIGN_UP, "/dat-lai-mat-khau/"])
    def test_one_in_the_local_part_is_refused_in_words(self, client, path):
        typed = "nguo\u0131-mua@example.vn"
        form = {"email": typed, "name": typed, "password1": GOOD, "password2": GOOD}
        assert "xem lại chữ “ı”" in client.post(path, form).content.decode()
        assert not User.objects.exists()

    def test_it_signs_nobody_in_for_the_dotted_one(self):
        makers.user(email="nguoi-mua@example.vn")
        assert can_sign_in("nguoi-mua@example.vn", "mat-khau-thu")
        assert not can_sign_in("nguo\u0131-mua@example.vn", "mat-khau-thu")

    def test_it_gets_no_link_for_the_other_ones_account(self):
        makers.user(email="an@gmail.com")
        request_new_password("an@xn--gmal-nza.com")
        assert OutgoingEmail.objects.get().about > 2**40


class TestSpellings:
    @pytest.mark.parametrize("typed", IDN)
    def test_all_of_them_sign_in_to_one_account(self, typed):
        sign_up(IDN[0])
        assert can_sign_in(typed)
        again = sign_up(typed, password=f"{GOOD}-2")
        assert list(again.context["form"].errors) == ["email"]
        assert User.objects.count() == 1

    @pytest.mark.parametrize("typed", IDN)
    def test_all_of_them_claim_a_guests_order(self, order_for, typed):
        order = order_for(email=typed)
        owner = makers.user(email=IDN[0], verified_email=IDN[0])
        assert claim_orders(owner) == 1
        order.refresh_from_db()
        assert (order.user, order.guest_email) == (owner, IDN[-1])

    @pytest.mark.parametrize(
        "typed", ["an\u017fon@example.vn", "ANSON@example.vn", "ａｎｓｏｎ＠example.vn"]
    )
    def test_letters_of_other_widths_and_ages_are_the_plain_ones(self, typed):
        user = makers.user(email="anson@example.vn")
        request_new_password(typed)
        assert OutgoingEmail.objects.get().about == user.pk
        assert can_sign_in(typed, "mat-khau-thu")


@pytest.mark.usefixtures("emails_go")
class TestChangedElsewhere:
    """An address is confirmed where an e-mail to it was opened, and nowhere else."""

    @pytest.fixture
    def boss(self, client):
        client.force_login(User.objects.create_superuser("chu@example.vn", GOOD))
        return client

    @pytest.fixture
    def editor(self):
        user = makers.user(email="bien-tap@example.vn", verified_email="bien-tap@example.vn")
        user.groups.set(Group.objects.filter(name="Editors"))
        return user

    def claims_nothing(self, user, order_for):
        order = order_for(email="nguoi-la@example.vn")
        user.refresh_from_db()
        can_sign_in("nguoi-la@example.vn", "mat-khau-thu")
        order.refresh_from_db()
        return not user.has_verified_email and order.user is None

    def test_the_cms_offers_neither_address_nor_password(self, boss):
        page = boss.get("/cms/account/").content.decode()
        assert "name_email-email" not in page
        assert "new_password" not in page
        form = {"name_email-email": "nguoi-la@example.vn", "name_email-first_name": "Chủ"}
        boss.post("/cms/account/", form)
        assert not User.objects.filter(email="nguoi-la@example.vn").exists()

    def test_the_admin_changes_it_unconfirmed(self, boss, editor, order_for):
        form = {"email": "nguoi-la@example.vn", "phone": "", "is_active": "on"}
        boss.post(f"/django-admin/users/user/{editor.pk}/change/", form)
        assert User.objects.get(pk=editor.pk).email == "nguoi-la@example.vn"
        assert self.claims_nothing(editor, order_for)

    def test_the_list_of_editors_changes_it_unconfirmed(self, boss, editor, order_for):
        form = {"email": "nguoi-la@example.vn", "first_name": "A", "last_name": "B"}
        boss.post(f"/cms/users/edit/{editor.pk}/", form | {"is_active": "on"})
        assert User.objects.get(pk=editor.pk).email == "nguoi-la@example.vn"
        assert self.claims_nothing(editor, order_for)

    def test_a_row_written_by_hand_is_unconfirmed_too(self, editor, order_for):
        User.objects.filter(pk=editor.pk).update(email="nguoi-la@example.vn")
        assert self.claims_nothing(editor, order_for)

    def test_the_dashboard_sends_the_shops_own_letter(self, boss, editor):
        boss.post(f"/quan-tri/users/{editor.pk}/password-reset/")
        assert [email.to for email in mail.outbox] == [["bien-tap@example.vn"]]
        assert "/dat-lai-mat-khau/dat/" in mail.outbox[0].body


class TestOneSignIn:
    @pytest.mark.parametrize(
        ("path", "home"),
        [
            ("/cms/login/", "/cms/"),
            ("/django-admin/login/", "/django-admin/"),
            ("/quan-tri/login/", "/quan-tri/"),
        ],
    )
    def test_staff_sign_in_where_buyers_do_and_come_back(self, client, path, home):
        boss = User.objects.create_superuser("chu@example.vn", GOOD)
        page = client.get(home, follow=True)
        assert page.request["PATH_INFO"] == SIGN_IN
        answer = client.get(path)
        assert answer["Location"].startswith(SIGN_IN)
        form = {"username": boss.email, "password": GOOD, "next": home}
        assert client.post(SIGN_IN, form)["Location"] == home
        assert client.get(path)["Location"] == home

    @pytest.mark.parametrize("home", ["/cms/", "/django-admin/", "/quan-tri/"])
    @pytest.mark.parametrize("staff", [False, True])
    def test_who_may_not_enter_is_told_and_not_led_in_circles(self, client, home, staff):
        client.force_login(makers.user(is_staff=staff))
        answer = client.get(home, follow=True)
        assert answer.status_code == (200 if staff and home != "/cms/" else 403)

    def test_it_leads_to_no_other_site(self, client):
        answer = client.get("/cms/login/?next=//evil.example/")
        assert "evil" not in answer["Location"]

    @pytest.mark.parametrize(
        "path",
        ["/cms/password_reset/", "/cms/password_reset/done/", "/cms/password_reset/complete/"],
    )
    def test_the_cms_resets_no_password(self, client, path):
        editor = makers.user(email="bien-tap@example.vn")
        assert client.get(path).status_code == 404
        assert client.post(path, {"email": editor.email}).status_code in (404, 405)
        assert mail.outbox == []


class TestNoTellingByTime:
    @pytest.mark.parametrize("unknown", ["khong-co@example.vn", "+84911111111"])
    def test_a_reset_does_the_same_for_a_known_and_an_unknown_name(self, unknown):
        makers.user(email="lan@example.vn")
        makers.user(email=None, phone="0987654321")
        known = "lan@example.vn" if "@" in unknown else "+84987654321"
        counts = []
        for name in (known, unknown, known, unknown):
            with CaptureQueriesContext(connection) as queries:
                request_new_password(name)
            counts.append(len(queries))
        assert counts[0] == counts[1]
        assert counts[2] == counts[3]
        assert OutgoingEmail.objects.count() == 2

    def test_nobody_is_written_to_about_nobody(self):
        request_new_password("khong-co@example.vn")
        assert mail.outbox == []
