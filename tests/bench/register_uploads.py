"""Time and memory of a register file on its way: preview, apply, undo, report; by hand:

DATABASE_URL=sqlite:////tmp/bench.sqlite3 python -m tests.bench.register_uploads

Lays its tables there, so name a database that holds nothing yet. With --write the table is put into
docs/measurements.md.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")

import django

from tests.bench.register_import import ROOT, synthetic
from tests.bench.section import Section, parser

SIZES = (120, 15_000)
STEPS = ("receive", "preview", "apply", "report", "undo")


def step(name: str, argument: str) -> None:
    """Do one step with the newest upload, in this process."""
    django.setup()
    from django.core.files import File

    from catalogue.models import RegisterUpload
    from catalogue.register.outcomes import write_outcomes
    from catalogue.register_uploads.processing import process_waiting
    from catalogue.register_uploads.services import confirm_upload, receive_file, submit_upload
    from catalogue.register_uploads.undo import request_undo
    from shop.dashboard.register_uploads.downloads import stored_outcomes
    from shop.users.models import User

    officer, _made = User.objects.get_or_create(email="a@example.vn")
    steward, _made = User.objects.get_or_create(email="b@example.vn")
    upload = RegisterUpload.objects.first()
    if name == "receive":
        with Path(argument).open("rb") as file:
            receive_file(file=File(file), name="so-bo.csv", province=None, by=officer)
    elif name == "preview":
        process_waiting()
    elif name == "apply":
        submit_upload(upload=upload, by=officer)
        confirm_upload(upload=upload, by=steward)
        process_waiting()
    elif name == "report":
        with tempfile.TemporaryFile() as file:
            write_outcomes(file, list(stored_outcomes(upload)))
    else:
        request_undo(upload=upload, by=steward)
        process_waiting()


def measured(name: str, argument: str, label: str) -> tuple[str, ...]:
    """Do a step in a process of its own; return the cells of a row."""
    command = [sys.executable, "-m", __spec__.name, "--step", name, argument]
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT)
    _pid, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    if status:
        sys.exit(f"{label}: failed")
    return label, f"{seconds:.1f}", f"{used.ru_utime:.1f}", f"{used.ru_maxrss // 1024}"


def main() -> None:
    """Lay the database, then walk both files through every step."""
    arguments = parser(__doc__)
    arguments.add_argument("--step", nargs=2)
    options = arguments.parse_args()
    if options.step:
        step(*options.step)
        return
    for command in (["migrate", "--verbosity", "0"], ["load_reference"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    section = Section("uploads", "A register file from an officer")
    section.head("Step", "Seconds", "CPU seconds", "MB")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            file = Path(folder) / f"{size}.csv"
            synthetic(file, size)
            for name in STEPS:
                section.row(*measured(name, str(file), f"{size:,} rows, {name}"))
    if options.write:
        section.write()


if __name__ == "__main__":
    if "DATABASE_URL" not in os.environ:
        sys.exit("Set DATABASE_URL to a new database, for example sqlite:////tmp/bench.sqlite3")
    main()
