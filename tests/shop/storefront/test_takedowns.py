"""What an authority has taken down is on no surface of the shop from that moment."""

import pytest

from search.index.outbox import drain
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def product():
    return makers.product("Trà dây Cao Bằng")


def test_it_is_on_no_surface_from_that_moment(client, product, buyer):
    buyer.add(product)
    surfaces = ("/", "/san-pham/", "/moi-duoc-cong-nhan/", "/moi-duoc-cong-nhan.rss")
    surfaces += (f"/nha-san-xuat/{product.producer.slug}/", f"/tinh/{product.province.slug}/")
    surfaces += ("/sitemap-products-1.xml", "/tim-kiem/?q=tra+day")
    drain()
    shown = [path for path in surfaces if product.slug in client.get(path).content.decode()]
    assert len(shown) >= 4
    card = f"/chia-se/san-pham/{product.slug}-x.png"
    makers.takedown(product)
    for path in surfaces:
        assert product.get_absolute_url() not in client.get(path).content.decode(), path
    assert client.get(card, follow=True).status_code == 404
    (line,) = buyer.basket().lines
    assert line.blocked
    assert line.url == ""
    assert buyer.client.get("/thanh-toan/").url == "/gio-hang/"
