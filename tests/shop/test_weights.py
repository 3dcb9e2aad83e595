"""What a visitor downloads, compressed as the server sends it. The budgets have no tolerance.

The catalogue is the reference data with long names and every filter filled: lists are as heavy as
they get. A first view counts the page, its style sheet, the scripts it names, all faces, and the
drawings; photographs are left out, because their number is the sellers'.
"""

import gzip
import re
from itertools import count

import pytest
from rjsmin import jsmin
from wagtail.models import Page

from catalogue.models import ClassificationNode, Product, Province
from catalogue.reference import load_reference
from cms.models import HomePage, ProvinceIndexPage, StoryIndexPage
from cms.seed import set_sites
from tests import makers
from tests.house.tree import ROOT
from tests.search.conftest import index
from theme.static_storage import is_own_script

pytestmark = pytest.mark.django_db

STATIC = ROOT / "theme" / "static"
THEME = STATIC / "theme"
KB = 1000
CSS, SCRIPTS, FONTS = 25 * KB, 30 * KB, 70 * KB
#: Bytes of HTML and of a whole first view, compressed.
BUDGETS = {
    "home": (25 * KB, 350 * KB),
    "listing": (30 * KB, 400 * KB),
    "product": (25 * KB, 350 * KB),
    "province": (30 * KB, 400 * KB),
    "stories": (30 * KB, 400 * KB),
    "basket": (20 * KB, 150 * KB),
}
LINKED = re.compile(rb'(?:src|href)="/static/([^"#?]+\.(?:css|js|svg|woff2))')
NAMED = re.compile(rb"url\(\"?\.\./([^)\"]+)")


def small(content: bytes) -> int:
    """Bytes when compressed as by the server."""
    return len(gzip.compress(content, 9))


def weight(name: str) -> int:
    """Bytes of a static file as sent: scripts minified, faces compressed already."""
    content = (STATIC / name).read_bytes()
    if is_own_script(name):
        content = jsmin(content.decode()).encode()
    return len(content) if name.endswith(".woff2") else small(content)


def first_view(html: bytes) -> int:
    """Bytes of a page and everything it names, the style sheet's faces and drawings included."""
    names = {found.decode() for found in LINKED.findall(html)}
    sheet = (THEME / "css" / "shop.css").read_bytes()
    names |= {f"theme/{found.decode()}" for found in NAMED.findall(sheet)}
    return small(html) + sum(map(weight, sorted(names)))


def test_the_style_sheet_is_within_its_budget():
    assert weight("theme/css/shop.css") <= CSS


def test_all_scripts_together_are_within_the_budget():
    scripts = [path.relative_to(STATIC).as_posix() for path in (THEME / "js").glob("*.js")]
    assert sum(map(weight, scripts)) <= SCRIPTS


def test_the_faces_are_within_their_budget():
    assert sum(path.stat().st_size for path in (THEME / "fonts").glob("*.woff2")) <= FONTS


@pytest.fixture
def addresses(clock, db) -> dict[str, str]:
    """A page of each type in a shop whose every filter is full."""
    load_reference()
    numbers = count(1)
    makers_of_all = [
        makers.producer(
            f"Hợp tác xã nông nghiệp dịch vụ và thương mại {province.name} {next(numbers)}",
            province=province,
        )
        for province in Province.objects.all()
    ]
    titles = [
        "Trà xanh cổ thụ Shan tuyết hảo hạng hộp quà biếu",
        "Cà phê rang xay nguyên chất túi zip giữ hương",
        "Mật ong hoa bạc hà cao nguyên đá nguyên tổ",
    ]
    nodes = list(ClassificationNode.objects.current().exclude(set_number=None))
    made = makers.many_products(272, titles=titles, producers=makers_of_all, classifications=nodes)
    index()
    home = HomePage(title="Trang chủ", slug="trang-chu", headline="Đặc sản thật, sao thật.")
    Page.get_first_root_node().add_child(instance=home)
    home.add_child(instance=StoryIndexPage(title="Câu chuyện", slug="cau-chuyen"))
    home.add_child(instance=ProvinceIndexPage(title="Các tỉnh", slug="tinh"))
    set_sites(home=home, site_host="testserver", port=80)
    return {
        "home": "/",
        "listing": "/san-pham/",
        "product": made[1].get_absolute_url(),
        "province": "/tinh/vinh-long/",
        "stories": "/cau-chuyen/",
        "basket": "/gio-hang/",
    }


def test_pages_are_within_their_budgets(addresses, client):
    for product in Product.objects.filter(stockrecords__num_in_stock__gt=0)[:10]:
        client.post(f"/gio-hang/them/{product.pk}/", {"quantity": 1})
    measured = {}
    for name, address in addresses.items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        measured[name] = (small(answer.content), first_view(answer.content))
    heavy = {name: each for name, each in measured.items() if exceeds(each, BUDGETS[name])}
    assert heavy == {}, measured


def exceeds(measured: tuple[int, int], budget: tuple[int, int]) -> bool:
    return any(each > most for each, most in zip(measured, budget, strict=True))


def test_no_script_stops_a_page_from_being_drawn(addresses, client):
    for address in addresses.values():
        page = client.get(address).content.decode()
        for tag in re.findall(r"<script[^>]*src=[^>]*>", page):
            assert "defer" in tag or 'type="module"' in tag, (address, tag)
