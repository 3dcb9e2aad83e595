"""What we send, judged by Stripe's own description of its API; left out without its program."""

import shutil
import socket
import subprocess
import time
from datetime import timedelta

import pytest

from catalogue.clock import now
from shop.payment.card.refunds import CardRefunds, read_dispute, read_refund, refunds_of
from shop.payment.card.sessions import (
    SessionOrder,
    create_session,
    expire_session,
    read_session,
)
from shop.payment.models import Refund

PROGRAM = shutil.which("stripe-mock")
pytestmark = pytest.mark.skipif(
    not PROGRAM, reason="needs stripe-mock: go install github.com/stripe/stripe-mock@latest"
)


@pytest.fixture
def mock(settings):
    """The program on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen([PROGRAM, "-http-port", str(port)], stdout=subprocess.DEVNULL) as program:
        for _turn in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        settings.STRIPE_SECRET_KEY = "sk_test_123"
        settings.STRIPE_API_URL = f"http://127.0.0.1:{port}"
        yield program
        program.terminate()


def test_stripe_takes_every_request_of_ours(mock):
    session = create_session(
        SessionOrder(
            number="100023",
            attempt=7,
            amount=150_000,
            label="Đặc sản OCOP, đơn hàng 100023",
            language="vi",
            email="sau@example.vn",
            expires_at=now() + timedelta(minutes=40),
            success_url="https://dac-san.example/xong/",
            cancel_url="https://dac-san.example/lai/",
            idempotency_key="test-1",
        )
    )
    assert session.reference
    assert read_session(session.reference).reference
    assert expire_session(session.reference).reference
    refund = Refund(amount=1000, idempotency_key="r1", tries=1)
    assert CardRefunds().send(refund, original_reference="pi_1").reference
    assert read_refund("re_1").reference
    assert isinstance(refunds_of("pi_1"), list)
    assert read_dispute("dp_1").reference
