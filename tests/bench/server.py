"""The shop under gunicorn as it runs for visitors, with settings of production."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

THREADS = 2
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "shop.settings.production",
    "SECRET_KEY": "only-for-a-measurement-0123456789-0123456789-0123456789",
    "ALLOWED_HOSTS": "127.0.0.1",
    "HTTPS": "False",
    "DEMO_TODAY": "2026-11-21",
}


def production(static: str) -> dict[str, str]:
    """Gather the static files in a folder; return the environment of a server that sends them."""
    environment = PRODUCTION | {"STATIC_ROOT": static}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]
    subprocess.run(collect, env=os.environ | environment, check=True)
    return environment


@contextmanager
def server(application: str, environment: dict[str, str], workers: int = 1) -> Iterator[int]:
    """Serve an application with so many gunicorn workers until the block ends; give its port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "-b", f"127.0.0.1:{port}"]
    command += [
        "-w",
        str(workers),
        "-k",
        "gthread",
        "--threads",
        str(THREADS),
        "--keep-alive",
        "30",
    ]
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


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def fetch(port: int, path: str) -> tuple[bytes, str, str]:
    """Return the bytes of an answer as they were sent, their coding, and the ETag."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": "br, gzip"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        headers = answer.headers
        return answer.read(), headers.get("Content-Encoding", ""), headers.get("ETag", "")
