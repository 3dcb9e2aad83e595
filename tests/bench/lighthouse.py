"""Lighthouse of the main pages as a phone sees them, on the server as it runs for buyers:

python -m tests.bench.lighthouse            (median of five runs; --runs 1 for a quick look)

Loads the demonstration into a scratch database (or uses DATABASE_URL as it is), gathers the static
files, serves with gunicorn under production settings (HTTPS=false) and prints a Markdown table; then
the product page on slow 3G (400 kbps, 400 ms, CPU ÷4). With --write both are put into
docs/measurements.md. Needs Chromium, Node and Lighthouse in tests/browser (npm install --no-save
lighthouse@12 there).
"""

import json
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")

from playwright.sync_api import sync_playwright

from tests.bench.section import Section, parser
from tests.chromium import CHROMIUM, NO_BROWSER
from tests.journeys.screenshots import free_port, wait_for

ROOT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = ROOT / "tests" / "browser" / "node_modules" / "lighthouse" / "cli" / "index.js"
NO_LIGHTHOUSE = (
    "no Lighthouse: npm install --no-save --prefix tests/browser lighthouse@12 (Node 20)"
)
PRODUCT = "/san-pham/tra-dinh-hao-dat/"
PAGES = {
    "home": "/",
    "list": "/san-pham/",
    "product": PRODUCT,
    "province": "/tinh/thai-nguyen/",
    "story": "",
    "basket": "/gio-hang/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
VISITS = 3
# A basket is closed to robots on purpose.
PRIVATE = ("--skip-audits=is-crawlable",)
SLOW_3G = (
    "--throttling-method=devtools",
    "--throttling.requestLatencyMs=400",
    "--throttling.downloadThroughputKbps=400",
    "--throttling.uploadThroughputKbps=400",
    "--throttling.cpuSlowdownMultiplier=4",
)


def main() -> None:
    """Serve, look at every page, print the tables."""
    arguments = parser(__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--only", nargs="*", choices=PAGES, default=list(PAGES))
    chosen = arguments.parse_args()
    if not CHROMIUM:
        sys.exit(NO_BROWSER)
    if not (shutil.which("node") and LIGHTHOUSE.exists()):
        sys.exit(NO_LIGHTHOUSE)
    with served() as base:
        story, cookies = look_round(base)
        pages = PAGES | {"story": story}
        section = Section("lighthouse", "Lighthouse")
        section.say(f"\nAs a phone sees it, median of {chosen.runs}, settings of production.")
        scores = ("Performance", "Accessibility", "Best practices", "SEO")
        section.head("Page", *scores, "LCP s", "CLS", "TBT ms", "KB")
        failed = {}
        for name in chosen.only:
            private = PRIVATE if name == "basket" else ()
            cookie = cookies if private else ""
            reports = [
                look(base + pages[name], *private, cookie=cookie) for _ in range(chosen.runs)
            ]
            section.row(name, *cells(reports))
            failed[name] = complaints(reports[0])
        slow = [look(base + PRODUCT, *SLOW_3G) for _ in range(chosen.runs)]
        slowly = f"LCP {lcp(slow):.1f} s, CLS {cls(slow):.3f}"
        section.say(f"\nProduct on slow 3G (400 kbps, 400 ms, CPU ÷4): {slowly}")
        if chosen.write:
            section.write()
        for name, audits in failed.items():
            print(f"\n{name}: {', '.join(audits) or 'nothing to complain of'}")


@contextmanager
def served(*prepare: list[str], application: str = "shop.wsgi") -> Iterator[str]:
    """Serve the demonstration as production does; give back the address.

    `prepare`: what Python is told to do beforehand, with the same settings.
    """
    scratch = Path(tempfile.mkdtemp(prefix="shop-lighthouse-"))
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "shop.settings.production",
        "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{scratch / 'shop.sqlite3'}"),
        "STATIC_ROOT": str(scratch / "static"),
        "MEDIA_ROOT": str(scratch / "media"),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DEMO_TODAY": os.environ.get("DEMO_TODAY", "2026-11-21"),
        "HTTPS": "false",
        "LOG_LEVEL": "ERROR",
    }
    commands = (["migrate"], ["demo"], ["collectstatic", "--no-input"])
    steps = (["-W", "ignore", "manage.py", *command, "-v", "0"] for command in commands)
    for step in (*steps, *prepare):
        subprocess.run(
            [sys.executable, *step],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    gunicorn = [sys.executable, "-m", "gunicorn", application, "-b", f"127.0.0.1:{port}", "-w", "2"]
    server = subprocess.Popen(gunicorn, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(scratch, ignore_errors=True)


def look_round(base: str) -> tuple[str, str]:
    """Return the path of the newest story and the cookies of somebody with a full basket."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROME_FLAGS.split()[1:]
        )
        page = browser.new_page(base_url=base)
        page.goto("/cau-chuyen/")
        story = page.locator("main .stories a").first.get_attribute("href")
        page.goto(PRODUCT)
        page.locator("form.buy button.button:not([name])").last.click()
        page.wait_for_load_state("networkidle")
        kept = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())
        browser.close()
    return story, kept


def look(address: str, *options: str, cookie: str = "") -> dict:
    """Return Lighthouse's report of one visit with an empty cache.

    A visit that the browser breaks off is made again, VISITS times at most; then it raises.
    """
    headers = [f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []
    command = ["node", str(LIGHTHOUSE), address, "--output=json", "--quiet", *options, *headers]
    command += [f"--chrome-flags={CHROME_FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = os.environ | {"CHROME_PATH": CHROMIUM}
    for _ in range(VISITS):
        told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if told.returncode == 0:
            break
        print(told.stderr[-500:], file=sys.stderr)
    told.check_returncode()
    return json.loads(told.stdout)


def cells(reports: list[dict]) -> list[str]:
    """The median of each number of a page."""
    scores = [
        f"{statistics.median(each['categories'][name]['score'] or 0 for each in reports) * 100:.0f}"
        for name in CATEGORIES
    ]
    weight = value(reports, "total-byte-weight") / 1000
    times = [f"{lcp(reports):.1f}", f"{cls(reports):.3f}"]
    return [*scores, *times, f"{value(reports, 'total-blocking-time'):.0f}", f"{weight:.0f}"]


def value(reports: list[dict], audit: str) -> float:
    """The median of what an audit measured."""
    return statistics.median(each["audits"][audit].get("numericValue") or 0 for each in reports)


def lcp(reports: list[dict]) -> float:
    """Seconds until the largest thing of the first view is painted."""
    return value(reports, "largest-contentful-paint") / 1000


def cls(reports: list[dict]) -> float:
    """How much the page moved while it loaded."""
    return value(reports, "cumulative-layout-shift")


def complaints(report: dict) -> list[str]:
    """The audits that took points away, by their names."""
    counted = {
        each["id"]
        for name in CATEGORIES
        for each in report["categories"][name]["auditRefs"]
        if each["weight"]
    }
    audits = (report["audits"][name] for name in sorted(counted))
    return [each["id"] for each in audits if each["score"] is not None and each["score"] < 0.9]


if __name__ == "__main__":
    main()
