"""Every page of the shop is valid HTML, judged by the Nu checker of the W3C."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from shop.order.links import order_path
from tests import makers
from tests.house.walk import take_a_walk
from tests.shop.order.conftest import order_basket
from theme.styleguide.views import MODES

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
CHECKER = ROOT / "tests" / "browser" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
NO_CHECKER = "no HTML checker: npm ci --prefix tests/browser, and Java 17"
# What the checker does not know yet, by the words of its message.
UNKNOWN = ("speculationrules",)


@pytest.mark.skipif(not (shutil.which("java") and CHECKER.exists()), reason=NO_CHECKER)
def test_every_page_is_valid_html(laid_floor, tmp_path):
    pages = {
        path: answer.content
        for path, answer in (take_a_walk(laid_floor).answers | _private(laid_floor)).items()
        if "html" in answer["Content-Type"]
    }
    assert len(pages) > 60
    assert _mistakes(pages, tmp_path) == {}


def _private(floor) -> dict:
    """Pages of a basket, of an order, of an account and of the staff; and pages of errors."""
    ward = makers.commune("Tân Phong", of=floor.province)
    placed = order_basket(makers.basket(floor.fresh), ward).order
    address = order_path(placed)
    shopper, staff = Client(), Client()
    shopper.post(f"/gio-hang/them/{floor.fresh.pk}/", {"quantity": 2})
    staff.force_login(makers.user(is_staff=True, is_superuser=True))
    asked = {shopper: ["/gio-hang/", "/thanh-toan/", address, f"{address}huy/"]}
    asked[shopper] += [
        f"{address}bien-nhan/",
        "/khong-co/",
        *(each.get_absolute_url() for each in floor.others[:3]),
    ]
    asked[staff] = ["/tai-khoan/", "/tai-khoan/don-hang/", "/tai-khoan/ho-so/", "/phong-cach/"]
    found = {path: who.get(path, follow=True) for who, paths in asked.items() for path in paths}
    found["/thanh-toan/ with mistakes"] = shopper.post("/thanh-toan/", {"action": "review"})
    found["/don-hang/tra-cuu/ with mistakes"] = Client().post("/don-hang/tra-cuu/", {})
    return found | {f"{mode}": staff.get("/phong-cach/", {"mau": mode}) for mode in MODES}


def _mistakes(pages: dict[str, bytes], folder: Path) -> dict[str, list[tuple[str, str]]]:
    """What the checker calls an error, by message, with the first pages it is on."""
    names = {}
    for number, (path, content) in enumerate(pages.items()):
        name = folder / f"{number:03}.html"
        name.write_bytes(content)
        names[name.name] = path
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--errors-only", str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    found: dict[str, dict[str, str]] = {}
    for each in json.loads(told)["messages"]:
        if each["type"] == "error" and not any(word in each["message"] for word in UNKNOWN):
            path = names[each["url"].rsplit("/", 1)[-1]]
            found.setdefault(each["message"], {})[path] = each.get("extract", "")[:160]
    return {message: list(places.items())[:3] for message, places in found.items()}
