"""False merges and missed doubles among 500 made pairs: half of them one product, half two.

python -m tests.bench.duplicates

Names and producers are those of the shipped register; what people do to them (slips, missing marks,
short forms, sizes, new provinces) and what makes other goods of the same maker (flavours, grades,
numbers, other marks) is made here. The seed makes the pairs the same in every run. With --write the
table is put into docs/measurements.md.
"""

import csv
import os
import random
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django

django.setup()

from catalogue.duplicates.finding import pairs_among
from catalogue.duplicates.similarity import CERTAIN, ProductName
from catalogue.reference.files import DATA
from catalogue.text import fold
from tests.bench.section import Section, parser

SEED, HALF = 20_261_130, 250
SIZES = ["500g", "(hộp 200g)", "chai 500ml", "túi 1kg", "hộp 12 gói", "0,5 lít", "(gói 10 cái)"]
FORMS = [
    ("Hợp tác xã", "HTX"),
    ("Tổ hợp tác", "THT"),
    ("Công ty TNHH", "Cty TNHH"),
    ("Công ty TNHH", "CÔNG TY TRÁCH NHIỆM HỮU HẠN"),
    ("Công ty Cổ phần", "CTCP"),
    ("Hộ kinh doanh", "HKD"),
    ("Cơ sở sản xuất", "CSSX"),
]
#: What the same maker also makes: each pair are two goods.
GOODS = [
    ("Kẹo dừa", "Kẹo dứa"),
    ("Mứt dưa", "Mứt dừa"),
    ("Bánh tráng trứng", "Bánh tráng trắng"),
    ("Gạo ST24", "Gạo ST25"),
    ("Trà xanh 3*", "Trà xanh đặc biệt"),
    ("Trà xanh", "Trà xanh túi lọc"),
    ("Trà xanh loại 1", "Trà xanh loại 2"),
    ("Chè búp", "Chè đinh"),
    ("Nước mắm 35 độ đạm", "Nước mắm 40 độ đạm"),
    ("Nước mắm cá cơm", "Nước mắm cá nục"),
    ("Mật ong hoa nhãn", "Mật ong hoa vải"),
    ("Mật ong rừng", "Mật ong nghệ"),
    ("Mật ong", "Phấn hoa"),
    ("Tinh bột nghệ đỏ", "Tinh bột nghệ đen"),
    ("Chả cá", "Chả cua"),
    ("Khô cá lóc", "Khô cá sặc"),
    ("Cà phê bột", "Cà phê hạt"),
    ("Cà phê rang xay", "Cà phê hòa tan"),
    ("Chuối sấy dẻo", "Chuối sấy giòn"),
    ("Xoài sấy dẻo", "Xoài tươi"),
    ("Rượu nếp cái", "Rượu nếp cẩm"),
    ("Đông trùng hạ thảo tươi", "Đông trùng hạ thảo khô"),
    ("Hạt điều rang muối", "Hạt điều tỏi ớt"),
    ("Bún khô", "Bún tươi"),
    ("Miến dong", "Miến đao"),
    ("Lạp xưởng tôm", "Lạp xưởng bò"),
    ("Muối ớt", "Muối ớt tôm"),
    ("Tương ớt", "Tương bần"),
    ("Tôm khô", "Tôm chua"),
    ("Mắm tép", "Mắm tôm"),
    ("Bưởi da xanh", "Bưởi năm roi"),
    ("Nấm sò", "Nấm rơm"),
    ("Giò lụa", "Giò bò"),
    ("Yến sào chưng", "Yến sào tinh chế"),
    ("Tinh dầu sả", "Tinh dầu quế"),
    ("Bánh đa nem", "Bánh đa vừng"),
    ("Bánh gai", "Bánh gấc"),
    ("Ổi lê", "Ổi lai"),
]


@dataclass(frozen=True)
class MadePair:
    """Two products, whether they are one, and what was done to the second."""

    one: ProductName
    other: ProductName
    same: bool
    kind: str


def base_products() -> list[ProductName]:
    """Real names with a named producer, in the order of the file."""
    with (DATA / "ocop_products.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["producer_name"]]
    provinces = sorted({row["province_at_certification"] for row in rows})
    return [
        ProductName(
            pk=0,
            title=row["product_name"],
            producer_id=None,
            producer=row["producer_name"],
            province_id=provinces.index(row["province_at_certification"]),
            places=frozenset(fold(row["province_at_certification"] + " " + row["commune"]).split()),
            provinces=frozenset(fold(row["province_at_certification"]).split()),
        )
        for row in rows
    ]


def _slip(text: str, dice: random.Random) -> str:
    """Drop, double or swap a letter in a word of five or more."""
    places = list(re.finditer(r"\w{5,}", text)) or [re.search(r"\w{3,}", text)]
    match = dice.choice(places)
    at = match.start() + dice.randrange(1, len(match[0]) - 1)
    kind = dice.choice(("drop", "double", "swap"))
    if kind == "drop":
        return text[:at] + text[at + 1 :]
    if kind == "double":
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


def _short_form(name: str, dice: random.Random) -> str:
    for long, short in dice.sample(FORMS, len(FORMS)):
        if long.lower() in name.lower():
            return re.sub(long, short, name, flags=re.IGNORECASE)
        if name.startswith(f"{short} "):
            return long + name[len(short) :]
    return name.upper()


def _one_word_bare(text: str, dice: random.Random) -> str:
    words = text.split()
    marked = [i for i, word in enumerate(words) if _without_marks(word) != word] or [0]
    at = dice.choice(marked)
    words[at] = _without_marks(words[at])
    return " ".join(words)


Change = Callable[[ProductName, random.Random], ProductName]
#: What the second paper does to the name of the same product.
SAME: dict[str, Change] = {
    "slip in the name": lambda p, d: replace(p, title=_slip(p.title, d)),
    "without marks": lambda p, d: replace(p, title=_without_marks(p.title)),
    "one word without marks": lambda p, d: replace(p, title=_one_word_bare(p.title, d)),
    "capitals": lambda p, d: replace(p, title=p.title.upper(), producer=p.producer.upper()),
    "size of the pack": lambda p, d: replace(p, title=f"{p.title} {d.choice(SIZES)}"),
    "size before": lambda p, d: replace(p, title=f"Hộp 500g {p.title}"),
    "two sizes": lambda p, d: replace(p, title=f"{p.title} hộp 20 gói x 5g"),
    "short form of the producer": lambda p, d: replace(p, producer=_short_form(p.producer, d)),
    "slip in the producer": lambda p, d: replace(p, producer=_slip(p.producer, d)),
    "name of the province added": lambda p, d: replace(
        p, title=f"{p.title} {' '.join(sorted(p.provinces))}"
    ),
    "stars in the name": lambda p, d: replace(p, title=f"{p.title} (OCOP {d.choice('345')} sao)"),
    "decomposed and spaced": lambda p, d: replace(
        p, title=unicodedata.normalize("NFD", p.title.replace(" ", "  "))
    ),
    "producer's name added": lambda p, d: replace(
        p, title=f"{p.title} {' '.join(p.producer.split()[-2:])}"
    ),
    "words joined": lambda p, d: replace(p, title=p.title.replace(" ", "", 1)),
    "province in the producer's name": lambda p, d: replace(
        p, producer=f"{p.producer} tỉnh {' '.join(sorted(p.provinces))}"
    ),
}


def made_pairs(seed: int = SEED) -> list[MadePair]:
    """Return HALF pairs that are one product and HALF that are two."""
    dice = random.Random(seed)
    names = base_products()
    pairs = []
    for number in range(HALF):
        kind = list(SAME)[number % len(SAME)]
        one = dice.choice(names)
        pairs.append(MadePair(one, SAME[kind](one, dice), True, kind))
    for number in range(HALF):
        one = dice.choice(names)
        if number % 5 < 3:
            title, other = GOODS[number % len(GOODS)]
            place = dice.choice(["", f" {one.producer.split()[-1]}", " Tân Cương"])
            two = replace(one, title=title + place), replace(one, title=other + place)
            pairs.append(MadePair(*two, False, "other goods of the same producer"))
        elif number % 5 == 3:
            others = [
                name
                for name in names
                if name.province_id == one.province_id and name.producer != one.producer
            ]
            other = dice.choice(others or names)
            twin = replace(one, producer=other.producer, places=other.places)
            pairs.append(MadePair(one, twin, False, "same name, another producer"))
        else:
            others = [n for n in names if n.producer == one.producer and n.title != one.title]
            other = dice.choice(others or [n for n in names if n.province_id != one.province_id])
            pairs.append(MadePair(one, other, False, "two real goods"))
    return [replace_keys(pair, 2 * number + 1) for number, pair in enumerate(pairs)]


def replace_keys(pair: MadePair, pk: int) -> MadePair:
    """Give the two their keys; the same printed producer is the same row, as in the books."""
    same = pair.one.producer == pair.other.producer
    return replace(
        pair,
        one=replace(pair.one, pk=pk, producer_id=pk),
        other=replace(pair.other, pk=pk + 1, producer_id=pk if same else pk + 1),
    )


def main() -> None:
    """Judge each pair alone, as finding does within a block, and print what came out."""
    options = parser(__doc__).parse_args()
    pairs, rows, wrong = made_pairs(), Counter(), []
    began = time.perf_counter()
    for pair in pairs:
        found = pairs_among([pair.one, pair.other])
        score = next(iter(found.values())).score if found else 0
        verdict = "certain" if score >= CERTAIN else "perhaps" if score else "not offered"
        rows[pair.same, verdict] += 1
        rows[pair.kind, verdict] += 1
        if (pair.same, verdict) in ((True, "not offered"), (False, "certain")):
            wrong.append(
                f"{pair.kind}: {pair.one.title} = {pair.other.title} "
                f"({pair.one.producer} = {pair.other.producer})"
            )
    milliseconds = (time.perf_counter() - began) * 1000 / len(pairs)
    section = Section("duplicates", "Doubles among 500 made pairs")
    verdicts = ("certain", "perhaps", "not offered")
    section.head("Pairs", *(f"offered as {v}" if v != "not offered" else v for v in verdicts))
    for label, key in (("**one product**", True), ("**two products**", False)):
        section.row(label, *(rows[key, verdict] for verdict in verdicts))
    for kind in dict.fromkeys(pair.kind for pair in pairs):
        section.row(kind, *(rows[kind, verdict] for verdict in verdicts))
    section.say()
    section.say(f"{milliseconds:.2f} ms a pair. Missed, or wrongly called certain:")
    section.say()
    for line in wrong:
        section.say(f"- {line}")
    if options.write:
        section.write()


if __name__ == "__main__":
    main()
