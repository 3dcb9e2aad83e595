"""Pages a second of the shop's server, as a share of a bare Django view of the same bytes:

DATABASE_URL=sqlite:////tmp/bench.sqlite3 python -m tests.bench.serving --seconds 5

Both stand under gunicorn with one worker and the same number of threads, and are asked in turn by
a process of its own. The database holds a catalogue already (tests.bench.catalogues grows one).
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django

django.setup()

from catalogue.models import Product
from tests.bench.section import Section, parser
from tests.bench.server import THREADS, fetch, production, server

SESSION = "Cookie: sessionid=nobody\r\n"


def a_second(port: int, path: str, seconds: float, more: str = "") -> float:
    """Return answers a second, counted by another process."""
    request = {"port": port, "path": path, "seconds": seconds, "more": more}
    command = [sys.executable, "-m", "tests.bench.load_client", json.dumps(request)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def compare(ports: tuple[int, int], path: str, options, more: str = "") -> tuple[str, ...]:
    """Ask shop and bare view in turn; return the cells of a row."""
    shop, bare = ports
    ours, theirs = [], []
    for _ in range(options.rounds):
        ours.append(a_second(shop, path, options.seconds, more))
        theirs.append(a_second(bare, "/", options.seconds))
    mine, floor = statistics.median(ours), statistics.median(theirs)
    kind = "not changed (304)" if "If-None" in more else "of one person" if more else "cached"
    return path, kind, f"{mine:,.0f}", f"{floor:,.0f}", f"{mine / floor:.0%}"


def main() -> None:
    """Serve, ask, print."""
    arguments = parser(__doc__)
    arguments.add_argument("--seconds", type=float, default=5.0)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    section = Section("serving", "Pages a second beside a bare Django view")
    product = Product.objects.public().order_by("pk").first().get_absolute_url()
    with tempfile.TemporaryDirectory(prefix="serving-") as name:
        section.say(f"\nOne gunicorn worker, {THREADS} threads.")
        section.head("Page", "Answer", "A second", "Bare view of the same bytes", "Share")
        with server("shop.wsgi", production(name)) as shop:
            for path in ("/", "/san-pham/", product):
                measure(section, shop, path, Path(name) / "body", options)
    if options.write:
        section.write()


def measure(section: Section, shop: int, path: str, file: Path, options) -> None:
    """Compare one page: cached, not changed, and made anew for somebody with a session."""
    body, _coding, etag = fetch(shop, path)
    file.write_bytes(body)
    with server("tests.bench.bare_django", {"BARE_BODY": str(file)}) as bare:
        for more in ("", f"If-None-Match: {etag}\r\n", SESSION):
            section.row(*compare((shop, bare), path, options, more))


if __name__ == "__main__":
    main()
