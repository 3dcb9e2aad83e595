"""A seller with people who can be reached by e-mail and by phone."""

import pytest

from tests import makers
from tests.short_messages import MemoryBackend


@pytest.fixture
def partner(db):
    return makers.producer("Hợp tác xã Cây Tràm").partner


@pytest.fixture
def owner(partner):
    """The membership of an owner with an e-mail and a phone."""
    person = makers.user(email="lan@example.vn", phone="+84912345678")
    return makers.membership(partner, "owner", person=person)


@pytest.fixture
def packer(partner, owner):
    return makers.membership(partner, "packer")


@pytest.fixture
def texts(settings):
    """The short messages that were handed over, as (phone, text)."""
    settings.NOTICE_SMS_BACKEND = "tests.short_messages.MemoryBackend"
    MemoryBackend.outbox.clear()
    yield MemoryBackend.outbox
    MemoryBackend.outbox.clear()
