"""manage.py demo: once in full, then in no time."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import Client

from catalogue.models import Certificate, ListingDraft, Product, RegisterEntry
from catalogue.models.reviewed_draft import DraftState
from catalogue.places import forget_index
from cms.models import ProvincePage, StoryPage
from shop.demo import steps
from shop.demo.accounts import DEMO_PASSWORD, MADE_UP, demo_accounts
from shop.demo.models import LoadedStep
from shop.demo.promotions import DEMO_CODE
from shop.order.messages.models import OrderMessage
from shop.order.models import ProducerOrder, ProducerOrderStatus, ReturnRequest
from shop.order.statements.statement import months_of, read_statement
from shop.partner.models import Partner, StockRecord
from shop.promotion.models import Promotion
from shop.users.models import User

pytestmark = pytest.mark.django_db


def run(**options) -> str:
    out = StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def test_it_refuses_a_day_that_is_not_pinned(settings):
    settings.OCOP_TODAY = None
    with pytest.raises(CommandError, match="DEMO_TODAY"):
        run()
    assert not LoadedStep.objects.exists()
    assert not User.objects.exists()


class TestSteps:
    @pytest.fixture
    def ran(self, settings, monkeypatch, tmp_path):
        """Three steps that only say they ran, each with a file of its own."""
        settings.OCOP_TODAY = date(2026, 11, 21)
        ran = []

        def step(name):
            path = tmp_path / name
            path.write_text("1")
            return steps.Step(
                name, name, (path,), lambda reset: ran.append((name, reset)) or (0, 0)
            )

        made = tuple(map(step, ("one", "two", "three")))
        monkeypatch.setattr("shop.demo.management.commands.demo.steps", lambda: made)
        return ran

    def test_done_steps_are_left_out(self, ran):
        run()
        assert [name for name, _reset in ran] == ["one", "two", "three"]
        ran.clear()
        printed = run()
        assert ran == []
        assert "không thay đổi gì" in printed
        assert DEMO_PASSWORD in printed

    def test_a_changed_file_brings_its_step_and_those_after_it(self, ran, tmp_path):
        run()
        ran.clear()
        (tmp_path / "two").write_text("2")
        run()
        assert [name for name, _reset in ran] == ["two", "three"]

    def test_reset_goes_through_all(self, ran):
        run()
        ran.clear()
        run(reset=True)
        assert ran == [("one", True), ("two", True), ("three", True)]

    def test_quiet(self, ran):
        assert run(verbosity=0) == ""


def test_the_whole_demonstration(settings):
    settings.OCOP_TODAY = date(2026, 11, 21)
    printed = run()
    forget_index()
    assert RegisterEntry.objects.count() >= 1626
    assert RegisterEntry.objects.filter(is_proven=False, certificate=None).count() == 130
    assert RegisterEntry.objects.exclude(date_hint="").count() == 200
    shown = Product.objects.public()
    assert f"{shown.count()} sản phẩm" in printed
    assert StockRecord.objects.exclude(partner__producer__name__in=MADE_UP).count() == 823
    sold = shown.exclude(legal_type="service").filter(producer__name_is_stated=True)
    assert not sold.filter(stockrecords=None).exists()
    assert not shown.filter(producer__name_is_stated=False).exclude(stockrecords=None).exists()
    assert ProvincePage.objects.live().count() == 34
    assert StoryPage.objects.live().count() >= 12
    assert not StoryPage.objects.filter(products=None).exists()
    _every_account_gets_in()
    _made_up_producers_are_filled_and_have_no_star()
    assert Promotion.objects.running().count() == 2
    assert DEMO_CODE in printed
    assert "không thay đổi gì" in run()
    before = [list(model.objects.values()) for model in (RegisterEntry, Product, StockRecord)]
    run(again=True)
    assert [
        list(model.objects.values()) for model in (RegisterEntry, Product, StockRecord)
    ] == before
    forget_index()


def _every_account_gets_in():
    for demo_account in demo_accounts():
        assert authenticate(username=demo_account.email, password=DEMO_PASSWORD), demo_account.email
        client = Client()
        client.force_login(User.objects.get(email=demo_account.email))
        assert client.get(demo_account.start_path, follow=True).status_code == 200, (
            demo_account.role
        )


def _made_up_producers_are_filled_and_have_no_star():
    assert not Certificate.objects.filter(product__producer__name__in=MADE_UP).exists()
    assert not Product.objects.public().filter(producer__name__in=MADE_UP).exists()
    for name in MADE_UP:
        partner = Partner.objects.get(producer__name=name)
        drafts = ListingDraft.objects.filter(producer=partner.producer)
        assert set(drafts.values_list("state", flat=True)) == set(DraftState.values)
        rows = ProducerOrder.objects.filter(partner=partner)
        assert set(rows.values_list("status", flat=True)) == set(ProducerOrderStatus.values) - {
            ProducerOrderStatus.AWAITING
        }
        assert partner.papers.exists()
        assert partner.memberships.count() == 2
        assert OrderMessage.objects.filter(producer_order__partner=partner).count() == 3
        assert ReturnRequest.objects.filter(producer_order__partner=partner).exists()
        assert read_statement(partner, months_of(partner)[0]).cash_remitted > 0
