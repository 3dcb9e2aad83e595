"""Messages of providers that do not fit, for the staff."""

import pytest

from catalogue.clock import now
from shop.payment.models import EventOutcome, ProviderEvent
from tests import makers

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/thanh-toan/su-kien/"


@pytest.fixture
def refused():
    """A message that does not fit."""
    return ProviderEvent.objects.create(
        provider="stripe",
        event_id="evt_1",
        kind="checkout.session.completed",
        payload={"id": "cs_1"},
        received_at=now(),
        due_at=now(),
        outcome=EventOutcome.REFUSED,
        problem="Số tiền là 1 ₫ chứ không phải 2 ₫, của đơn 100001.",
    )


@pytest.fixture
def staff(client):
    """The owner of the shop, signed in."""
    client.force_login(makers.user(is_staff=True, is_superuser=True))
    return client


def test_a_message_is_listed_with_what_does_not_fit(staff, refused):
    assert refused.problem in staff.get(PAGE).content.decode()


def test_trying_again_makes_it_due(staff, refused):
    staff.post(PAGE, {"event": refused.pk})
    refused.refresh_from_db()
    assert (refused.outcome, refused.problem) == (EventOutcome.PENDING, "")


@pytest.mark.parametrize("event", ["all", "0", "x", ""])
def test_odd_numbers_change_nothing_but_all_means_all(staff, refused, event):
    assert staff.post(PAGE, {"event": event}).status_code == 302
    refused.refresh_from_db()
    assert (refused.outcome == EventOutcome.PENDING) == (event == "all")


def test_an_empty_list_says_so(staff):
    assert "Mọi thông báo đều khớp" in staff.get(PAGE).content.decode()
