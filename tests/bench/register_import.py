"""Time and memory of the register import at 1,503 and 15,000 rows, by hand:

DATABASE_URL=sqlite:////tmp/bench.sqlite3 python -m tests.bench.register_import

Lays its tables there, so name a database that holds nothing yet. With --write the table is put into
docs/measurements.md.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")

import django

from tests.bench.section import Section, parser

ROOT = Path(__file__).resolve().parents[2]
REGISTER = ROOT / "catalogue" / "data" / "ocop_products.csv"
ROWS = 15_000


def synthetic(path: Path, count: int) -> None:
    """Write that many rows: the real ones over and over under other names."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        for number in range(count):
            row, turn = dict(rows[number % len(rows)]), number // len(rows)
            if turn:
                row["product_name"] += f" số {turn}"
                row["producer_name"] += f" {turn}" if row["producer_name"] else ""
            writer.writerow(row)


def measured(path: Path, label: str) -> tuple[str, ...]:
    """Import in a process of its own; return the cells of a row."""
    command = [sys.executable, "manage.py", "import_register", str(path), "--verbosity", "0"]
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT)
    _pid, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    if status:
        sys.exit(f"{label}: failed")
    return label, f"{seconds:.1f}", f"{used.ru_utime:.1f}", f"{used.ru_maxrss // 1024}"


def main() -> None:
    """Lay the database, then import the real register and the synthetic one, twice each."""
    options = parser(__doc__).parse_args()
    django.setup()
    for command in (["migrate", "--verbosity", "0"], ["load_reference"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "15000.csv"
        synthetic(large, ROWS)
        section = Section("import", "Import of a register")
        section.head("File", "Seconds", "CPU seconds", "MB")
        for file, label in ((REGISTER, "1,503 rows"), (large, "15,000 rows")):
            for turn in ("first time", "again"):
                section.row(*measured(file, f"{label}, {turn}"))
    if options.write:
        section.write()


if __name__ == "__main__":
    if "DATABASE_URL" not in os.environ:
        sys.exit("Set DATABASE_URL to a new database, for example sqlite:////tmp/bench.sqlite3")
    main()
