"""What the worker tells sellers of by itself: deadlines, low stock, ends of papers and certificates."""

from datetime import date, datetime, timedelta

import pytest

from catalogue.clock import VIETNAM
from shop.notices.models import LowStockMark, Notice
from shop.order.models import ProducerOrder
from shop.workspace.goods.low_stock import tell_low_stock
from shop.workspace.orders.deadlines import tell_deadlines
from shop.workspace.papers.ending import tell_ends
from tests import makers, onboarding_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller(clock, partner):
    """The membership of the one person who sells."""
    return makers.membership(partner, "owner")


def told() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("event", flat=True))


def leave(honey, pieces: int) -> None:
    honey.stockrecords.update(num_in_stock=pieces, num_allocated=0)


def at(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=VIETNAM)


class TestLowStock:
    def test_it_is_told_once_when_it_falls_below(self, seller, honey):
        assert tell_low_stock() == 0
        leave(honey, 3)
        assert (tell_low_stock(), tell_low_stock()) == (1, 0)
        leave(honey, 1)
        assert tell_low_stock() == 0
        assert Notice.objects.get().facts == {"name": honey.title, "n": 3}

    def test_it_is_told_again_once_it_was_filled(self, seller, honey):
        leave(honey, 2)
        tell_low_stock()
        leave(honey, 50)
        tell_low_stock()
        assert not LowStockMark.objects.exists()
        leave(honey, 2)
        assert tell_low_stock() == 1
        assert Notice.objects.count() == 2

    def test_the_sellers_own_threshold_counts(self, seller, honey):
        honey.stockrecords.update(low_stock_threshold=20)
        assert tell_low_stock() == 1
        leave(honey, 21)
        assert tell_low_stock() == 0

    def test_what_is_hidden_for_a_while_is_not_told_of_twice(self, seller, honey):
        leave(honey, 2)
        tell_low_stock()
        type(honey).objects.filter(pk=honey.pk).update(is_public=False)
        assert tell_low_stock() == 0
        type(honey).objects.filter(pk=honey.pk).update(is_public=True)
        assert tell_low_stock() == 0


class TestPapers:
    def test_each_stage_is_told_once(self, seller, partner, clock):
        paper = onboarding_makers.paper(partner=partner, ends_on=date(2026, 12, 21))
        stages = {}
        for days in range(31):
            clock.move_to(at(21, 9) + timedelta(days=days))
            tell_ends()
            stages[days] = len(told())
        assert [days for days in stages if stages[days] != stages.get(days - 1, 0)] == [0, 23, 30]
        assert told() == ["paper_ends", "paper_ends", "paper_ends_today"]
        assert Notice.objects.first().about == paper.pk

    def test_nobody_is_told_in_the_night(self, seller, partner, clock):
        onboarding_makers.paper(partner=partner, ends_on=date(2026, 11, 28))
        clock.move_to(at(21, 6))
        assert tell_ends() == 0
        clock.move_to(at(21, 7))
        assert tell_ends() == 1

    def test_one_that_was_replaced_is_not_told_of(self, seller, partner):
        old = onboarding_makers.paper(partner=partner, ends_on=date(2026, 11, 28))
        onboarding_makers.paper(partner=partner, number="2", replaces=old)
        assert tell_ends() == 0


def test_a_certificate_is_told_of_a_week_before_its_end(seller, partner, honey, clock):
    certificate = honey.certificates.get()
    clock.move_to(datetime.combine(certificate.valid_until, at(21, 9).timetz()))
    clock.shift(timedelta(days=-8))
    tell_ends()
    assert told() == []
    clock.shift(timedelta(days=1))
    tell_ends()
    clock.shift(timedelta(days=1))
    tell_ends()
    assert told() == ["certificate_ends"]


class TestDeadlines:
    @pytest.fixture
    def waiting(self, seller, order):
        """An order that leaves on Wednesday, Tuesday being a holiday; nothing has been told of it."""
        Notice.objects.all().delete()
        return order

    def test_the_day_it_is_to_leave_is_told_from_seven_on(self, waiting, clock):
        for moment, number in ((at(24, 9), 0), (at(25, 6), 0), (at(25, 7), 1), (at(25, 15), 1)):
            clock.move_to(moment)
            tell_deadlines()
            assert len(told()) == number, moment
        assert told() == ["order_due_today"]

    def test_that_it_is_late_is_told_once(self, waiting, clock):
        for day in (26, 27, 28):
            clock.move_to(at(day, 9))
            tell_deadlines()
        assert told() == ["order_late"]

    def test_what_has_left_is_not_told_of(self, waiting, clock):
        ProducerOrder.objects.update(status="shipped")
        clock.move_to(at(26, 9))
        assert tell_deadlines() == 0


class TestThreshold:
    @pytest.fixture
    def path(self, honey):
        return f"/nguoi-ban/hang/{honey.stockrecords.get().pk}/bao-het/"

    def test_a_seller_says_from_how_many_on(self, owner, honey, path):
        assert owner.get(path).status_code == 200
        owner.post(path, {"threshold": "12"})
        assert honey.stockrecords.get().low_stock_threshold == 12
        assert tell_low_stock() == 1
        owner.post(path, {"threshold": ""})
        assert honey.stockrecords.get().low_stock_threshold is None

    @pytest.mark.parametrize("typed", ["-1", "nhiều", "1,5", "99.999.999.999"])
    def test_what_is_no_number_comes_back_as_typed(self, owner, honey, path, typed):
        answer = owner.post(path, {"threshold": typed, "price": "1"})
        assert answer.context["form"]["threshold"].value() == typed
        record = honey.stockrecords.get()
        assert (record.low_stock_threshold, record.price) == (None, 210_000)

    def test_packers_and_strangers_do_not(self, packer, stranger, honey, path):
        for browser in (packer, stranger):
            assert browser.get(path).status_code == 404
            assert browser.post(path, {"threshold": "1"}).status_code == 404
        assert honey.stockrecords.get().low_stock_threshold is None
