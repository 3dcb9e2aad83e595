"""A small shop that a browser can walk through."""

from types import SimpleNamespace

import pytest

from tests import makers
from tests.house.conftest import lay_floor

TEA = "Chè Shan tuyết Suối Giàng"


@pytest.fixture
def shop(live_server, transactional_db) -> SimpleNamespace:
    """The floor of every kind of product, two more on sale elsewhere, and a ward to deliver to."""
    floor = lay_floor()
    south = makers.province("Cà Mau", code="96")
    cooperative = makers.producer("Hợp tác xã U Minh", province=south)
    makers.product("Tôm khô Rạch Gốc", producer=cooperative, stars=5, price=450_000)
    makers.product("Mật ong rừng tràm", producer=cooperative, stars=3, price=210_000)
    ward = makers.commune("Tân Phong", of=floor.province)
    return SimpleNamespace(floor=floor, ward=ward)
