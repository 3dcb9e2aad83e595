"""A shop floor where one product may be sold and every other kind of product stands beside it."""

import json
from datetime import datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page

from catalogue.clock import VIETNAM
from catalogue.models import Certificate, Product
from cms.models import HomePage, ProvinceIndexPage, StoryIndexPage
from cms.seed import set_sites
from tests import makers
from tests.cms.conftest import write_province, write_story

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=VIETNAM)
FRESH = "Chè Shan tuyết Suối Giàng"
SPOILED = {
    "Mật ong hoa bạc hà": {
        **dict.fromkeys(("issued_not_before", "issued_not_after", "valid_from"), "2022-01-01"),
        **dict.fromkeys(("valid_until", "possible_until"), "2025-01-01"),
    },
    "Miến dong Bình Lư": {"revoked_on": "2026-01-05", "revocation_ground": "b"},
    "Thịt trâu gác bếp": {"superseded_on": "2026-01-05"},
    "Gạo nếp Tú Lệ": {
        "valid_from": "2027-01-01",
        "valid_until": "2030-01-01",
        "possible_until": "2030-01-01",
    },
    "Trà đen Suối Giàng": {  # nobody can say whether it still holds
        "evidence": "Báo Yên Bái: đợt 2023",
        "issued_not_before": "2023-01-01",
        "issued_not_after": "2023-12-31",
        "valid_from": "2023-12-31",
        "valid_until": "2026-01-01",
        "possible_until": "2026-12-31",
    },
    "Măng khô rừng": {"verified_at": None, "verified_by": None},
}
HIDDEN = {
    "Rượu ngô men lá": {"legal_type": "alcohol"},
    "Quế quyển Văn Yên": {"is_public": False},
}


@pytest.fixture
def floor(clock, db) -> SimpleNamespace:
    """The floor at nine in the morning of 21/11/2026, for one test to change."""
    return lay_floor()


@pytest.fixture(scope="module")
def laid_floor(django_db_setup, django_db_blocker):
    """The floor at noon of that day, for many tests to look at; nothing of it stays."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOON, tick=False),
        transaction.atomic(),
    ):
        cache.clear()
        yield lay_floor()
        transaction.set_rollback(True)
    cache.clear()


def lay_floor() -> SimpleNamespace:
    """One product on sale; others that were, indexed and told of while they were, and are not."""
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title="Trang chủ", slug="trang-chu", headline="Đặc sản thật, sao thật.")
    )
    set_sites(home=home, site_host="testserver", port=80)
    stories = home.add_child(instance=StoryIndexPage(title="Câu chuyện", slug="cau-chuyen"))
    provinces = home.add_child(instance=ProvinceIndexPage(title="Tỉnh, thành phố", slug="tinh"))
    province = makers.province("Lai Châu", code="12")
    write_province(provinces, province)
    producer = makers.producer(province=province)
    fresh = makers.product(FRESH, producer=producer)
    others = [makers.product(title, producer=producer) for title in [*SPOILED, *HIDDEN]]
    _tell(stories, producer, [fresh, *others])
    call_command("search_index", "build", verbosity=0)
    _spoil()
    return SimpleNamespace(fresh=fresh, others=others, producer=producer, province=province)


def _tell(stories, producer, products) -> None:
    """A story with every block that shows goods, written while all of them were on sale."""
    story = write_story(stories, "Người giữ rừng", products=products[:1])
    shelf = {"heading": "Mua gì", "products": [each.pk for each in products]}
    blocks = [("shelf", shelf), ("maker", {"producer": producer.pk})]
    story.body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    story.save_revision().publish()


def _spoil() -> None:
    """Change rows as an import or another process would: no signal, no index, no cache is told."""
    for title, facts in SPOILED.items():
        Certificate.objects.filter(product__title=title).update(**facts)
    for title, facts in HIDDEN.items():
        Product.objects.filter(title=title).update(**facts)
