"""E-mail addresses: one form for every spelling, and nothing that merely looks alike."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from shop.users.email import EmailAddressField, canonical_email, read_email
from shop.users.models import User
from tests import makers

SPELLINGS = {
    "An@GMAIL.com": "an@gmail.com",
    "  an@gmail.com\u00a0": "an@gmail.com",
    "a\u200bn@gmail.com": "an@gmail.com",
    "ａｎ＠ｇｍａｉｌ．ｃｏｍ": "an@gmail.com",
    "an@gmail。com": "an@gmail.com",
    "an\u017fon@example.vn": "anson@example.vn",
    "\u212aim@example.vn": "kim@example.vn",
    "an@đặcsản.vn": "an@xn--csn-uqa6698amda.vn",
    "AN@ĐẶCSẢN.VN": "an@xn--csn-uqa6698amda.vn",
    "an@đa\u0323\u0306csa\u0309n.vn": "an@xn--csn-uqa6698amda.vn",
    "an@XN--CSN-uqa6698amda.vn": "an@xn--csn-uqa6698amda.vn",
    "an@gma\u0131l.com": "an@xn--gmal-nza.com",
    "a.n+ocop@example.vn": "a.n+ocop@example.vn",
}
BEYOND_ASCII = ["nguo\u0131-mua@example.vn", "đặng@example.vn", "stra\u00dfe@example.vn", "İn@x.vn"]
NO_ADDRESSES = [
    *("", "an", "@", "an@", "@example.vn", "an@example", "an@-x.vn", "an@a..vn", "an@xn--a.vn"),
    *('"an"@gmail.com', "an@gmail.com.", "a n@example.vn", "an@[10.0.0.1]", "an\x00@example.vn"),
    *("x" * 65 + "@example.vn", "an@" + "x" * 64 + ".vn"),
]


@pytest.mark.parametrize(("typed", "form"), SPELLINGS.items())
def test_every_spelling_is_one_address(typed, form):
    assert read_email(typed) == form


@pytest.mark.parametrize("typed", BEYOND_ASCII)
def test_letters_that_no_mailbox_has_are_refused_by_name(typed):
    with pytest.raises(ValidationError) as refusal:
        read_email(typed)
    letter = next(letter for letter in typed if not letter.isascii())
    assert f"“{letter}”" in refusal.value.messages[0]
    assert "không dấu" in refusal.value.messages[0]


@pytest.mark.parametrize("typed", NO_ADDRESSES)
def test_what_is_no_address_is_refused_in_one_sentence(typed):
    with pytest.raises(ValidationError) as refusal:
        read_email(typed)
    assert refusal.value.messages == ["Mời bạn nhập một địa chỉ email, ví dụ an@example.vn."]
    assert canonical_email(typed) == ""


def test_a_dotless_i_is_another_address():
    assert read_email("an@gma\u0131l.com") != read_email("an@gmail.com")


texts = st.text(max_size=40) | st.builds("{}@{}".format, st.text(max_size=20), st.text(max_size=20))
addresses = st.emails(domains=st.sampled_from(["gmail.com", "đặcsản.vn", "例え.jp", "GMAIL.com"]))


@given(texts | addresses)
def test_the_form_is_stable_plain_and_small(text):
    form = canonical_email(text)
    if form:
        assert canonical_email(form) == form
        assert form.isascii()
        assert form == form.lower()
        assert len(form) <= 254


@given(addresses)
def test_case_and_width_never_make_another_address(email):
    form = canonical_email(email)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in email)
    assert {canonical_email(email.upper()), canonical_email(f" {email} ")} == {form}
    assert canonical_email(wide) == form


@given(addresses, st.sampled_from("ıİßđĐơéaе"))
def test_one_foreign_letter_in_the_local_part_is_never_the_same_address(email, letter):
    assert canonical_email(letter + email) != canonical_email(email)


def test_the_form_field_gives_the_one_form_and_leaves_nothing_empty():
    field = EmailAddressField(required=False)
    assert field.clean(" An@Example.VN ") == "an@example.vn"
    assert field.clean("") == ""


@pytest.mark.django_db
class TestStored:
    def test_an_account_holds_the_one_form_whoever_saves_it(self):
        user = User(email="An@ĐẶCSẢN.vn")
        user.set_password("x")
        user.save()
        assert user.email == "an@xn--csn-uqa6698amda.vn"
        assert User.objects.get(email="AN@đặcsản.VN") == user

    @pytest.mark.parametrize("lookup", ["email", "email__iexact"])
    def test_frameworks_that_ignore_case_ignore_nothing_else(self, lookup):
        user = makers.user(email="an@gmail.com")
        assert User.objects.filter(**{lookup: "AN@Gmail.com"}).get() == user
        assert not User.objects.filter(**{lookup: "an@gma\u0131l.com"}).exists()

    def test_a_part_is_looked_for_letter_by_letter(self):
        user = makers.user(email="nguoi-mua@gmail.com")
        assert list(User.objects.filter(email__icontains="MUA@gm")) == [user]
        assert not User.objects.filter(email__icontains="nguo\u0131").exists()

    @pytest.mark.parametrize("raw", ["An@example.vn", "nguo\u0131@example.vn", "an@đặcsản.vn"])
    def test_the_database_refuses_another_form(self, raw):
        user = makers.user()
        with (
            pytest.raises(IntegrityError, match="user_email_canonical"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE users_user SET email = %s WHERE id = %s", [raw, user.pk])

    def test_a_second_account_in_another_spelling_is_refused(self):
        makers.user(email="an@example.vn")
        with pytest.raises(IntegrityError):
            User.objects.create(email="AN@Example.vn")
