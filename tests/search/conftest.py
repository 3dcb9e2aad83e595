"""A small shop to search in: three regions, five products on sale, four that must never show."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from catalogue.clock import today
from search.index.entries import reindex_all
from tests import makers


def index() -> None:
    """Write the search entries of everything, as the command does."""
    for _written in reindex_all():
        pass


@pytest.fixture
def shop(db, clock):
    """Products on sale by short names, and `hidden` ones by the reason."""
    highlands = makers.region("duyen-hai-nam-trung-bo-va-tay-nguyen", "Nam Trung Bộ và Tây Nguyên")
    delta = makers.region()
    dak_lak = makers.province("Đắk Lắk", region=highlands)
    vinh_long = makers.province("Vĩnh Long", region=delta)
    ben_tre = makers.former_province("Bến Tre", current=vinh_long)
    coffee = makers.group("Cà phê, ca cao", set_number=13)
    tea = makers.group("Chè", set_number=11)
    meat = makers.group("Thực phẩm chế biến", set_number=8)
    spirit = makers.group("Đồ uống có cồn", sector="Đồ uống", set_number=14)
    coop = makers.producer("Hợp tác xã Ea Tu", province=dak_lak)
    firm = makers.producer("Công ty TNHH Bơ Sáp", province=vinh_long, kind="doanh_nghiep")
    sold = {
        "coffee": makers.product("Cà phê rang xay", producer=coop, classification=coffee, stars=5),
        "tea": makers.product("Chè Shan tuyết", producer=coop, classification=tea, stars=3),
        "beef": makers.product("Bò khô", producer=coop, classification=meat, price=300000),
        "pork": makers.product("Thịt lợn gác bếp", producer=firm, classification=meat, stock=0),
        "candy": makers.product(
            "Kẹo dừa",
            producer=firm,
            classification=meat,
            price=45000,
            former_province=ben_tre,
            label_origin="xã An Hóa, huyện Châu Thành",
        ),
    }
    ended = today() - timedelta(days=1)
    hidden = {
        "expired": makers.product("Bí mật hết hạn", producer=coop, until=ended),
        "revoked": makers.product("Bí mật thu hồi", producer=coop, revoked_on=today()),
        "uncertified": makers.product("Bí mật hai sao", producer=coop, stars=None),
        "alcohol": makers.product(
            "Bí mật rượu", producer=coop, classification=spirit, legal_type="alcohol"
        ),
    }
    index()
    return SimpleNamespace(**sold, hidden=hidden, coop=coop, firm=firm, dak_lak=dak_lak)
