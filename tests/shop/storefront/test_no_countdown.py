"""Buyers are told what is in force, never hurried by an end that is near."""

import re
from datetime import timedelta

import pytest

from catalogue.clock import today
from tests import makers

pytestmark = pytest.mark.django_db
COUNTDOWN = re.compile(r"sắp hết (hạn|hiệu lực)|còn \d+ ngày|hết hạn trong", re.I)


@pytest.mark.parametrize("path", ["/", "/tim-kiem/?q=ch%C3%A8", "/tinh/vinh-long/", "product"])
def test_no_page_of_the_shop_counts_down(client, clock, path):
    product = makers.product("Chè Shan", until=today() + timedelta(days=5))
    answer = client.get(product.get_absolute_url() if path == "product" else path, follow=True)
    assert answer.status_code == 200
    assert COUNTDOWN.search(answer.content.decode()) is None
