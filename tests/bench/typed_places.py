"""How well a typed place is understood, and how fast: 300 addresses as people write them.

DATABASE_URL=sqlite:////tmp/places.sqlite3 python -m tests.bench.typed_places

Lays its tables and the places there, so name a database that holds nothing yet, or these. The
addresses are made from communes.csv and former_communes.csv with abbreviations, streets, missing
marks and postcodes; the seed makes them the same in every run. With --write the table is put into
docs/measurements.md.
"""

import csv
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django

django.setup()

from django.core.management import call_command

from catalogue.places import PlaceIndex
from catalogue.places.typeahead import Typeahead
from catalogue.reference.files import DATA
from catalogue.text import SLUG_MAP, fold
from shop.users.place_form import PlaceForm
from tests.bench.section import Section, parser
from tests.bench.timing import Times

SEED, COUNT = 20_261_130, 300
TODAY_KINDS = {
    "xa": ["xã ", "Xã ", "X. ", ""],
    "phuong": ["phường ", "Phường ", "P. ", "P.", "p ", ""],
    "dac_khu": ["đặc khu ", ""],
}
FORMER_KINDS = {
    "Xã": ["xã ", "Xã ", "X. ", ""],
    "Phường": ["phường ", "P. ", "P.", "p ", ""],
    "Thị trấn": ["thị trấn ", "TT ", "TT. ", "tt "],
}
DISTRICT_KINDS = {
    "quan": ["quận ", "Q. ", "Q.", "q ", ""],
    "huyen": ["huyện ", "H. ", "H.", "h ", ""],
    "thi_xa": ["thị xã ", "TX ", "TX. ", ""],
    "thanh_pho": ["thành phố ", "TP ", "TP. ", "tp.", ""],
}
PROVINCES = {
    "Hồ Chí Minh": ["TP.HCM", "TPHCM", "HCM", "TP Hồ Chí Minh", "Sài Gòn", "Ho Chi Minh City"],
    "Hà Nội": ["Hà Nội", "HN", "TP Hà Nội", "Hanoi"],
    "Đà Nẵng": ["Đà Nẵng", "TP. Đà Nẵng", "Danang"],
    "Huế": ["Huế", "TP Huế", "Thừa Thiên Huế"],
}
STREETS = ["12 Nguyễn Trãi", "Số 7 ngõ 15 Lê Lợi", "ấp 3", "Tổ 5, khu phố 2", "45/6 Hai Bà Trưng"]
HOSTILE = ["\ufdfa" * 200, "th " * 70, "p.1 " * 50, "quận quận " * 20, "1 " + "a b " * 50]


@dataclass(frozen=True)
class Example:
    """One address, and the codes that are right: the first is what most of the land became."""

    text: str
    codes: tuple[str, ...]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unmarked(text: str) -> str:
    for letter, plain in SLUG_MAP.items():
        text = text.replace(letter, plain)
    return "".join(fold(each) if each.isalpha() else each for each in text)


def spelled(chance: random.Random, parts: list[str]) -> str:
    """Parts of an address joined and spelled as somebody might."""
    if chance.random() < 0.25:
        parts = [chance.choice(STREETS), *parts]
    text = chance.choice([", ", ", ", ", ", ", ", " - ", " "]).join(parts)
    text = chance.choice([str, str, str, str.lower, unmarked, unmarked])(text)
    if chance.random() < 0.2:
        text = text.replace("Quy", "Qui").replace("Mỹ", "Mĩ").replace("Lý", "Lí")
    return text + chance.choice(["", "", "", "", ", Việt Nam", ", 700000"])


def today_example(chance: random.Random, row: dict, provinces: dict[str, dict]) -> Example:
    province = provinces[row["province_code"]]["name_vi"]
    named = chance.choice(PROVINCES.get(province, [province, f"tỉnh {province}"]))
    kind = chance.choice(TODAY_KINDS[row["type"]])
    return Example(spelled(chance, [kind + row["name_vi"], named]), (row["code"],))


def former_example(chance: random.Random, row: dict, kinds: dict[str, str]) -> Example:
    name = row["name_vi"].partition(" (")[0]
    if name.startswith("Phường "):
        name = chance.choice(["Phường ", "P.", "P. ", "P", "F"]) + name.removeprefix("Phường ")
    else:
        name = chance.choice(FORMER_KINDS[row["former_type"]]) + name
    district = row["former_district"].partition(" (")[0]
    if district.startswith("Quận "):
        district = chance.choice(["Quận ", "Q.", "Q. ", "Q"]) + district.removeprefix("Quận ")
    else:
        district = chance.choice(DISTRICT_KINDS[kinds[row["former_district_code"]]]) + district
    province = row["former_province"]
    parts = [name, district, chance.choice(PROVINCES.get(province, [province, province]))]
    return Example(spelled(chance, parts), tuple(row["current_codes"].split(";")))


def make_examples() -> list[Example]:
    chance = random.Random(SEED)
    provinces = {row["code"]: row for row in rows("provinces.csv")}
    kinds = {row["code"]: row["kind"] for row in rows("former_districts.csv")}
    former = [row for row in rows("former_communes.csv") if row["name_vi"]]
    today = chance.sample(rows("communes.csv"), COUNT // 2)
    before = chance.sample(former, COUNT - COUNT // 2)
    return [today_example(chance, row, provinces) for row in today] + [
        former_example(chance, row, kinds) for row in before
    ]


def is_taken(text: str) -> bool:
    """Whether the form takes the words alone, with nothing chosen."""
    return PlaceForm({"place": text}).is_valid()


def reading_times(read: Callable[[str], object], texts: list[str]) -> Times:
    """Milliseconds that this process computes for each text: a busy machine changes them little."""
    for text in texts[:20]:
        read(text)
    spent = []
    for text in texts:
        began = time.process_time()
        read(text)
        spent.append((time.process_time() - began) * 1000)
    return Times.of(spent)


def main() -> None:
    """Lay the places, read the addresses, say how many were right and how long they took."""
    options = parser(__doc__).parse_args()
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    typeahead, examples = Typeahead(PlaceIndex.load()), make_examples()
    section = Section("typed-places", "Typed places")
    first = inside = sole = wrong_sole = taken = 0
    misses = []
    for example in examples:
        reading = typeahead.read(example.text)
        codes = [hit.commune.code for hit in reading.hits]
        is_first = codes[:1] == list(example.codes[:1])
        first += is_first
        inside += set(example.codes) <= set(codes)
        sole += reading.sole is not None
        wrong_sole += reading.sole is not None and reading.sole.commune.code not in example.codes
        taken += is_taken(example.text)
        if not is_first:
            misses.append(example.text)
    texts = [example.text for example in examples]
    section.head("What", "Measured", "Target")
    section.row("right place proposed first", f"{first} of {COUNT} ({first / COUNT:.1%})", "≥ 95 %")
    section.row("all right places among the proposals", f"{inside} of {COUNT}", "–")
    section.row(
        "marked as the only one: right, wrong", f"{sole - wrong_sole}, {wrong_sole}", "–, 0"
    )
    section.row("taken without being chosen", taken, "0")
    keystrokes = [text[:end] for text in texts[::3] for end in range(2, len(text) + 1)]
    for what, asked in (
        ("one reading", texts),
        ("one keystroke", keystrokes),
        ("hostile text", HOSTILE * 20),
    ):
        times = reading_times(typeahead.read, asked)
        section.row(
            f"{what}, ms of CPU (p50 / p95 / p99, worst)", f"{times}, {times.worst:.0f}", "–"
        )
    if misses:
        section.say()
        section.say("Not first: " + " · ".join(f"`{text}`" for text in misses))
    if options.write:
        section.write()


if __name__ == "__main__":
    main()
