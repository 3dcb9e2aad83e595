"""An answer that is ready is sent, whatever becomes of its session."""

from importlib import import_module

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.db.models import Model

from shop.order.models import Order
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(buyer):
    """A guest before the button that orders."""
    buyer.add(makers.product())
    buyer.fill()
    return buyer


@pytest.fixture
def locked(monkeypatch):
    """From now on no session can be written: SQLite is locked by somebody else."""

    def lock():
        save = Model.save

        def refuse(row, *args, **kwargs):
            if isinstance(row, Session):
                raise OperationalError("database is locked")
            save(row, *args, **kwargs)

        monkeypatch.setattr(Model, "save", refuse)

    return lock


def test_an_order_whose_session_cannot_be_saved_is_confirmed(ready, locked):
    fields = ready.review()
    locked()
    answer = ready.place(fields)
    assert answer.status_code == 302
    page = ready.client.get(answer.url)
    assert page.status_code == 200
    assert Order.objects.get().number in page.content.decode()


def test_an_order_whose_session_is_deleted_meanwhile_is_confirmed(ready, monkeypatch):
    fields = ready.review()
    place_order = import_module("shop.checkout.review_views").place_order

    def place_and_sign_out_elsewhere(**order):
        placed = place_order(**order)
        Session.objects.all().delete()
        return placed

    monkeypatch.setattr("shop.checkout.review_views.place_order", place_and_sign_out_elsewhere)
    answer = ready.place(fields)
    assert answer.status_code == 302
    assert Order.objects.count() == 1
    assert not Session.objects.exists(), "what was ended elsewhere stays ended"
    assert ready.client.get(answer.url).status_code == 200


def test_pressing_again_afterwards_gives_the_same_order(ready, locked):
    fields = ready.review()
    locked()
    first = ready.place(fields)
    assert ready.place(fields).url == first.url
    assert Order.objects.count() == 1


def test_an_answer_without_its_session_is_stored_by_nobody(ready, locked):
    ready.review()
    locked()
    answer = ready.client.get("/thanh-toan/xem-lai/")
    assert answer.status_code == 200
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert "Cookie" in answer["Vary"]
