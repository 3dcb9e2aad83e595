"""Photographs pages of the demonstration, which `make run` has prepared, for the documentation:

python -m tests.journeys.screenshots
"""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.chromium import CHROMIUM, NO_BROWSER

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "theme" / "screenshots"
COLOURS = 128
PRODUCT = "/san-pham/tra-dinh-hao-dat/"
#: name, address, width, height
SHOTS = (
    ("home-1440", "/", 1440, 1500),
    ("home-360", "/", 360, 900),
    ("listing-1440", "/san-pham/?vung=dong-bang-song-cuu-long&sao=4&sao=5", 1440, 1200),
    ("listing-360", "/nhom/che/", 360, 900),
    ("product-1440", PRODUCT, 1440, 1300),
    ("product-360", PRODUCT, 360, 900),
    ("star-check-1440", "/kiem-tra-sao/?q=nuoc+mam", 1440, 1000),
    ("province-1440", "/tinh/thai-nguyen/", 1440, 1200),
)


def main() -> None:
    """Serve the demonstration on a free port, photograph it, stop."""
    if not CHROMIUM:
        sys.exit(NO_BROWSER)
    FOLDER.mkdir(exist_ok=True)
    port = free_port()
    command = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload"]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        photograph(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(address: str, seconds: int = 60) -> None:
    """Return once the address answers; raises TimeoutError when it does not."""
    for _ in range(seconds * 2):
        try:
            urllib.request.urlopen(address, timeout=2)  # noqa: S310
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise TimeoutError(address)


def photograph(base: str) -> None:
    """Take every shot, in the light colours, with a basket of one product and its review page."""
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        page = browser.new_page(base_url=base, color_scheme="light", locale="vi-VN")
        for name, address, width, height in SHOTS:
            page.set_viewport_size({"width": width, "height": height})
            page.goto(address)
            keep(page, name)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(PRODUCT)
        with page.expect_response(lambda answer: "/gio-hang/them/" in answer.url):
            page.locator("form.buy button.button:not([name])").last.click()
        page.goto("/gio-hang/")
        keep(page, "basket-1440")
        browser.close()


def keep(page: Page, name: str) -> None:
    """Write one picture with few colours: flat drawings lose nothing and weigh a quarter."""
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    picture.save(FOLDER / f"{name}.png", optimize=True)
    print(f"{name}.png {(FOLDER / f'{name}.png').stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
