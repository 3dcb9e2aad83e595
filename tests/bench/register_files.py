"""CPU seconds and memory of reading register files of 120 and 15,000 rows, and how many are understood:

python -m tests.bench.register_files [--write]

Writes nothing into a database. Every kind of file holds the same rows under Vietnamese headings, with
titles, sections and a total; XLS is left out, because nothing here writes it.
"""

import csv
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")

import django

from tests.bench.section import Section, parser
from tests.register_files import ods, ods_table, tcvn3, xlsx

ROOT = Path(__file__).resolve().parents[2]
REGISTER = ROOT / "catalogue" / "data" / "ocop_products.csv"
SIZES = (120, 15_000)
HEADER = (
    *("STT", "Tên sản phẩm", "Chủ thể", "Địa chỉ", "Nhóm", "Tỉnh", "Hạng sao"),
    *("Năm", "Số QĐ", "Ngày cấp", "Ghi chú"),
)
TITLES = (
    ("ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",),
    ("DANH SÁCH SẢN PHẨM OCOP",),
    (),
)
READ = """
import re, sys, time
import django
django.setup()
from pathlib import Path
from catalogue.register.reading import read_register
def memory():
    return int(re.search("VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
before, started = memory(), time.process_time()
lines = len(read_register(Path(sys.argv[1])).lines)
print(lines, time.process_time() - started, memory() - before)
"""


def rows(count: int) -> list[tuple]:
    """That many rows as an office writes them, made of the real register over and over."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        real = [row for row in csv.DictReader(file) if row["stars"] in ("3", "4", "5")]
    found = []
    for number in range(count):
        row = real[number % len(real)]
        found.append(
            (
                number + 1,
                f"{row['product_name']} {number // len(real) or ''}".strip(),
                row["producer_name"],
                f"Thôn {number % 9 + 1}, xã {row['commune'] or 'Hạ Long'}",
                "Thực phẩm",
                f"tỉnh {row['province_at_certification']}",
                f"{row['stars']} sao",
                row["certified_year"],
                "1234/QĐ-UBND",
                "20/12/2024",
                "",
            )
        )
    return found


def files(count: int) -> dict[str, bytes]:
    """Name → bytes of every kind of file."""
    body = [
        *TITLES,
        HEADER,
        ("I", "NHÓM THỰC PHẨM"),
        *rows(count),
        ("", f"Tổng cộng: {count} sản phẩm"),
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(body)
    return {
        "danh-sach.xlsx": xlsx(body),
        "danh-sach.ods": ods(ods_table(body)),
        "utf-8.csv": text.getvalue().encode("utf-8-sig"),
        "utf-16.csv": text.getvalue().encode("utf-16"),
        "tcvn3.csv": tcvn3(text.getvalue().lower().replace("’", "'").replace("–", "-")).encode(
            "latin-1", "replace"
        ),
    }


def measured(path: Path) -> tuple[str, str, str]:
    """Read a file in a process of its own; return lines, CPU seconds and megabytes it took."""
    command = [sys.executable, "-c", READ, str(path)]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    lines, seconds, memory = output.split()
    return f"{int(lines):,}", f"{float(seconds):.2f}", memory


def main() -> None:
    """Measure every kind of file in both sizes."""
    options = parser(__doc__).parse_args()
    django.setup()
    section = Section("register-files", "Reading register files")
    section.head("File", "Rows", "Understood", "CPU seconds", "MB more")
    with tempfile.TemporaryDirectory() as folder:
        for count in SIZES:
            for name, data in files(count).items():
                path = Path(folder) / name
                path.write_bytes(data)
                section.row(name, f"{count:,}", *measured(path))
    if options.write:
        section.write()


if __name__ == "__main__":
    main()
