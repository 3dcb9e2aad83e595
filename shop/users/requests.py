"""Requests of people who are signed in."""

from django.http import HttpRequest

from shop.users.models import User


class AuthenticatedHttpRequest(HttpRequest):
    """A request behind a check that somebody is signed in; only its type is ever asked for."""

    user: User
