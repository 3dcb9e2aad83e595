"""Accounts of before keep their address in one form, and none is lost over it."""

import importlib
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from shop.customer.models import ProductAlert
from shop.order.models import Order
from shop.users.models import User
from tests import makers

accounts = importlib.import_module("shop.users.migrations.0010_canonical_email")
guests = importlib.import_module("shop.users.migrations.0011_canonical_guest_email")
CONSTRAINT = next(c for c in User._meta.constraints if c.name == "user_email_canonical")


@pytest.fixture
def stored(transactional_db):
    """Return a function that makes an account with an address exactly as given."""

    def _stored(email, **fields) -> User:
        user = makers.user(**fields)
        overwrite(User, user.pk, email=email)
        return user

    check_constraint(False)
    yield _stored
    User.objects.all().delete()
    check_constraint(True)


def check_constraint(on: bool) -> None:
    """Let the database check the form of addresses, or not."""
    with connection.schema_editor() as editor:
        if connection.vendor == "sqlite":
            editor.execute(f"PRAGMA ignore_check_constraints = {int(not on)}")
        elif on:
            editor.add_constraint(User, CONSTRAINT)
        else:
            editor.remove_constraint(User, CONSTRAINT)


def overwrite(model, key, **columns):
    for column, value in columns.items():
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, key])  # noqa: S608


def unify():
    with connection.schema_editor() as editor:
        accounts.unify(apps, editor)
    assert not User.objects.exclude(email=None).exclude(CONSTRAINT.condition).exists()


def now_of(user):
    return User.objects.values_list("email", "verified_email").get(pk=user.pk)


def test_a_spelling_becomes_the_form_and_a_proof_stays_one(stored):
    proven = stored("An@Đặcsản.vn", email_verified_at=datetime(2026, 1, 1, tzinfo=UTC))
    unproven = stored("KIM@example.vn")
    phone = makers.user(email=None, phone="0912345678")
    unify()
    assert now_of(proven) == ("an@xn--csn-uqa6698amda.vn",) * 2
    assert now_of(unproven) == ("kim@example.vn", None)
    assert now_of(phone) == (None, None)


def test_of_several_the_proven_one_keeps_the_address_and_all_stay(stored):
    seen = stored("AN@gmail.com", last_login=datetime(2026, 9, 1, tzinfo=UTC))
    proven = stored("an@gmail.com", email_verified_at=datetime(2026, 1, 1, tzinfo=UTC))
    phone = stored("ａn@gmail.com", phone="0987654321")
    unify()
    assert now_of(proven) == ("an@gmail.com", "an@gmail.com")
    assert now_of(seen) == (f"{seen.pk}.an=40gmail.com@dia-chi-cu.invalid", None)
    assert now_of(phone) == (None, None)


def test_without_a_proof_whoever_came_last_keeps_it(stored):
    stored("AN@gmail.com", last_login=datetime(2025, 1, 1, tzinfo=UTC))
    last = stored("An@gmail.com", last_login=datetime(2026, 9, 1, tzinfo=UTC))
    unify()
    assert User.objects.get(email="an@gmail.com") == last


def test_what_no_mail_reaches_is_spelled_out_for_the_staff(stored):
    user = stored("nguo\u0131-mua@gmail.com", email_verified_at=datetime(2026, 1, 1, tzinfo=UTC))
    unify()
    assert now_of(user) == (f"{user.pk}.nguo=131-mua=40gmail.com@dia-chi-cu.invalid", None)
    User.objects.get(pk=user.pk).full_clean(exclude=["password"])


@pytest.mark.django_db
def test_guests_addresses_follow_and_odd_ones_stay():
    typed = ["An@Example.VN", "nguo\u0131@example.vn", ""]
    facts = {"currency": "VND", "total_incl_tax": 1, "total_excl_tax": 1}
    orders = [Order.objects.create(number=str(number), **facts) for number in range(3)]
    for order, email in zip(orders, typed, strict=True):
        overwrite(Order, order.pk, guest_email=email)
    alert = ProductAlert.objects.create(product=makers.product(), email="x@example.vn")
    overwrite(ProductAlert, alert.pk, email="AN@đặcsản.vn")
    guests.unify(apps, SimpleNamespace(connection=connection))
    emails = [Order.objects.get(pk=order.pk).guest_email for order in orders]
    assert emails == ["an@example.vn", "nguo\u0131@example.vn", ""]
    assert ProductAlert.objects.get().email == "an@xn--csn-uqa6698amda.vn"
