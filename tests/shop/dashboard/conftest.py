"""People of the dashboard, each with a signed-in browser."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import Client

from shop.users.models import User
from shop.users.roles import OFFICERS, SHOPKEEPERS, VERIFIERS, create_roles
from tests import makers


@pytest.fixture
def roles(db):
    """The groups that a migration makes; tests run without migrations."""
    create_roles(apps)


def signed_in(user: User) -> Client:
    """A browser of that person; `browser.user` is the person."""
    browser = Client()
    browser.force_login(user)
    browser.user = user
    return browser


def member(name: str, **fields) -> User:
    """A member of one group."""
    person = makers.user(**fields)
    person.groups.add(Group.objects.get(name=name))
    return person


@pytest.fixture
def officer(roles):
    """May enter certificates."""
    return signed_in(member(OFFICERS, first_name="Lan"))


@pytest.fixture
def verifier(roles):
    """May verify, extend and revoke."""
    return signed_in(member(VERIFIERS, first_name="Minh"))


@pytest.fixture
def shopkeeper(roles):
    """Runs the shop."""
    return signed_in(member(SHOPKEEPERS, is_staff=True))


@pytest.fixture
def seller(db):
    """Sells for one partner, `browser.partner`."""
    browser = signed_in(makers.user())
    browser.user.user_permissions.add(Permission.objects.get(codename="dashboard_access"))
    browser.partner = makers.producer("Hợp tác xã Cây Tràm").partner
    browser.partner.users.add(browser.user)
    return browser


@pytest.fixture
def superuser(db):
    """May do everything."""
    return signed_in(User.objects.create_superuser("chu@example.vn", "mat-khau-thu"))


@pytest.fixture
def buyer(db):
    """Has an account and no part in the dashboard."""
    return signed_in(makers.user())
