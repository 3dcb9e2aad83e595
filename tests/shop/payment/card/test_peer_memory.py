"""The stand-in for Stripe of a laptop: what was open before a restart can be paid after it."""

import pytest

from tests.peers.stripe.memory import load_books, save_books
from tests.peers.stripe.state import StripePeer


@pytest.fixture
def before() -> StripePeer:
    peer = StripePeer(url="http://127.0.0.1:9000")
    price = {"currency": "vnd", "unit_amount": 150_000, "product_data": {"name": "Đơn 1"}}
    peer.create_session(
        {
            "mode": "payment",
            "line_items": [{"price_data": price, "quantity": 1}],
            "success_url": "http://127.0.0.1:8000/",
        }
    )
    peer.answers["key"] = ("mark", 200, b"{}")
    return peer


def test_an_open_page_can_be_paid_after_a_restart(before, tmp_path):
    save_books(before, tmp_path / "books.json", "")
    after = StripePeer()
    load_books(after, tmp_path / "books.json")
    (name,) = before.sessions
    assert after.pay(name)
    assert after.answers == before.answers


@pytest.mark.parametrize("text", ["", "{}", "null-", None])
def test_it_begins_anew_without_a_file_that_can_be_read(tmp_path, text):
    if text is not None:
        (tmp_path / "books.json").write_text(text)
    peer = StripePeer()
    load_books(peer, tmp_path / "books.json")
    assert peer.sessions == {}
