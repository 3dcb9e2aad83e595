"""Seconds that hostile text costs at every address where anybody may type:

python -m tests.bench.hostile_text                       (a scratch SQLite file)
.ci/with-postgres python -m tests.bench.hostile_text     (PostgreSQL)

On the demonstration. Prints a Markdown table; with --write it is put into docs/measurements.md.
"""

import os
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
SCRATCH = Path(tempfile.mkdtemp(prefix="shop-bench-"))
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH / 'bench.sqlite3'}")
os.environ["LOG_LEVEL"] = "ERROR"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from search.engines.warm_up import warm_up
from tests.bench.section import Section, parser

ROUNDS = 3
PATHS = (
    "/kiem-tra-sao/?q=",
    "/tim-kiem/?q=",
    "/tim-kiem/goi-y?q=",
    "/san-pham/?q=",
    "/thanh-toan/noi-nhan/?q=",
)
TEXTS = {
    "chè shan": "chè shan",
    "120 × U+FDFA": "\ufdfa" * 120,
    "1,000 × “a b”": "a b " * 1000,
    "120 × ½": "½" * 120,
    "500 × ﬃ": "ﬃ" * 500,
    "2,000 marks on one letter": "e" + "\u0301\u0323" * 1000,
    "wildcards and quotes": "%_*'\"\\" * 60,
}


def main() -> None:
    """Fill the database and ask everything; the best of three, because the machine is shared."""
    arguments = parser(__doc__).parse_args()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("demo", verbosity=0)
    settings.ALLOWED_HOSTS = ["*"]
    warm_up()
    section = Section(
        f"hostile-text-{connection.vendor}", f"Hostile text, seconds, {connection.vendor}"
    )
    section.head("Text", *(path.partition("?")[0] for path in PATHS))
    client = Client()
    for name, text in TEXTS.items():
        section.row(name, *(f"{seconds(client, path + quote(text)):.2f}" for path in PATHS))
    if arguments.write:
        section.write()


def seconds(client: Client, url: str) -> float:
    """Return the shortest of ROUNDS times until the answer is there."""
    taken = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        assert client.get(url).status_code < 500
        taken.append(time.perf_counter() - began)
    return min(taken)


if __name__ == "__main__":
    main()
