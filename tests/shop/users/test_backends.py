"""Signing in with e-mail or phone."""

import pytest
from django.contrib.auth import authenticate

from tests import makers

PASSWORD = "mat-khau-thu"


@pytest.fixture
def person(db):
    return makers.user(email="Lan.Nguyen@Example.vn", phone="0912 345 678")


@pytest.mark.parametrize(
    "name",
    [
        "lan.nguyen@example.vn",
        "LAN.NGUYEN@EXAMPLE.VN",
        " lan.nguyen@example.vn ",
        "0912345678",
        "0912 345 678",
        "+84912345678",
    ],
)
def test_any_spelling_of_either_name_signs_in(person, name):
    assert authenticate(username=name, password=PASSWORD) == person


@pytest.mark.parametrize("name", ["", "ai-do@example.vn", "0987654321", "+84", "@"])
def test_another_name_does_not(person, name):
    assert authenticate(username=name, password=PASSWORD) is None


def test_a_wrong_password_does_not(person):
    assert authenticate(username=person.email, password="sai") is None
    assert authenticate(username=person.email, password=None) is None


def test_an_inactive_account_does_not(person):
    person.is_active = False
    person.save()
    assert authenticate(username=person.email, password=PASSWORD) is None


def test_an_empty_name_never_meets_an_account_without_that_name(db):
    makers.user(email="chi-email@example.vn")
    makers.user(email=None, phone="0987654321")
    assert authenticate(username="", password=PASSWORD) is None
    assert authenticate(username="abc", password=PASSWORD) is None


@pytest.mark.parametrize("known", [True, False])
def test_an_unknown_name_costs_one_hash_too(person, monkeypatch, known):
    hashes = []
    from shop.users.models import User

    for method in ("set_password", "check_password"):
        monkeypatch.setattr(User, method, lambda self, raw, m=method: hashes.append(m))
    authenticate(username=person.email if known else "la@example.vn", password="x")
    assert len(hashes) == 1
