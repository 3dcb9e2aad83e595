"""Pages a second of the shop's server, as a share of a bare Django view of the same bytes:

DATABASE_URL=sqlite:////tmp/bench.sqlite3 python -m tests.bench.serving --seconds 5

Both stand under gunicorn with one worker and the same number of threads, and are asked in turn by
a process of its own. The database holds a catalogue already (tests.bench.catalogues grows one).
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django

django.setup()

from catalogue.models import Product
from tests.bench.timing import head, machine, row

THREADS = 2
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "shop.settings.production",
    "SECRET_KEY": "only-for-a-measurement-0123456789-0123456789-0123456789",
    "ALLOWED_HOSTS": "127.0.0.1",
    "HTTPS": "False",
    "DEMO_TODAY": "2026-11-21",
}
SESSION = "Cookie: sessionid=nobody\r\n"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def server(application: str, environment: dict[str, str]) -> Iterator[int]:
    """Serve an application with gunicorn until the block ends; give its port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "-b", f"127.0.0.1:{port}"]
    command += ["-w", "1", "-k", "gthread", "--threads", str(THREADS), "--keep-alive", "30"]
    started = subprocess.Popen(
        [*command, "--log-level", "error"], env=os.environ | environment | {"PORT": str(port)}
    )
    try:
        for _ in range(300):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        started.terminate()
        started.wait(20)


def fetch(port: int, path: str) -> tuple[bytes, str]:
    """Return the compressed bytes of a page and its ETag."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": "br"}
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        return answer.read(), answer.headers.get("ETag", "")


def a_second(port: int, path: str, seconds: float, more: str = "") -> float:
    """Return answers a second, counted by another process."""
    told = {"port": port, "path": path, "seconds": seconds, "more": more}
    command = [sys.executable, "-m", "tests.bench.asking", json.dumps(told)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def compare(shop: int, bare: int, path: str, seconds: float, rounds: int, more: str = "") -> None:
    """Ask both in turn and print a line."""
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(a_second(shop, path, seconds, more))
        theirs.append(a_second(bare, "/", seconds))
    mine, floor = statistics.median(ours), statistics.median(theirs)
    kind = "not changed (304)" if "If-None" in more else "of one person" if more else "kept"
    row(path, kind, f"{mine:,.0f}", f"{floor:,.0f}", f"{mine / floor:.0%}")


def main() -> None:
    """Serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    told = parser.parse_args()
    product = Product.objects.public().order_by("pk").first().get_absolute_url()
    with tempfile.TemporaryDirectory(prefix="serving-") as name:
        environment = PRODUCTION | {"STATIC_ROOT": name}
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]
        subprocess.run(collect, env=os.environ | environment, check=True)
        print(f"{machine().rpartition(',')[0]}, one gunicorn worker, {THREADS} threads\n")
        head("Page", "Answer", "A second", "Bare view of the same bytes", "Share")
        with server("shop.wsgi", environment) as shop:
            for path in ("/", "/san-pham/", product):
                measure(shop, path, Path(name) / "body", told)


def measure(shop: int, path: str, file: Path, told: argparse.Namespace) -> None:
    """Compare one page: kept, not changed, and made anew for somebody with a session."""
    body, etag = fetch(shop, path)
    file.write_bytes(body)
    with server("tests.bench.bare", {"BARE_BODY": str(file)}) as bare:
        for more in ("", f"If-None-Match: {etag}\r\n", SESSION):
            compare(shop, bare, path, told.seconds, told.rounds, more)


if __name__ == "__main__":
    main()
