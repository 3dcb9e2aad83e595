"""Large catalogues to measure on: the real register multiplied under other names and places.

DATABASE_URL=sqlite:////tmp/large.sqlite3 python -m tests.bench.catalogues 100000

Lays the demonstration first when the database is empty. The same steps give the same rows.
"""

import argparse
import os
import sys
import time
from datetime import timedelta
from random import Random

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django

django.setup()

from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from django.db.models.base import ModelState

from catalogue.clock import add_months, today
from catalogue.models import (
    Certificate,
    Commune,
    FormerProvince,
    Producer,
    Product,
    Province,
    RegisterEntry,
)
from catalogue.models.product import LegalType
from catalogue.text import slugify_vi
from search.index.documents import product_document, read_spellings
from search.index.word_counts import count_words
from search.models import SearchEntry, SearchVersion
from shop.partner.models import Partner, StockRecord
from shop.users.models import User
from tests.bench.bulk_insert import fill, next_key, pages, settle
from tests.makers import LEVELS

#: When everything was written down, in a form that every database reads.
WRITTEN = "2026-01-01 00:00:00"
#: Products of one producer; the register has 1.6, shops have more.
PER_PRODUCER = 4
KINDS = {
    "hop_tac_xa": ("Hợp tác xã nông nghiệp", "Hợp tác xã dịch vụ", "HTX", "Hợp tác xã sản xuất"),
    "doanh_nghiep": ("Công ty TNHH", "Công ty cổ phần", "Doanh nghiệp tư nhân", "Công ty TNHH MTV"),
    "ho_kinh_doanh": ("Hộ kinh doanh", "Cơ sở", "Cơ sở sản xuất"),
    "to_hop_tac": ("Tổ hợp tác",),
}
KIND_WEIGHTS = (36, 24, 38, 2)
#: Words of made-up names, by their place in the name.
NAMES = {
    "family": "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Nông Vàng",
    "middle": "Thị Văn Minh Ngọc Thanh Hữu Quốc Kim Xuân Đức Bảo Hồng",
    "given": "An Bình Chi Dũng Giang Hà Hải Hạnh Hiền Hòa Hương Lan Linh Long Mai Nam Phúc Sơn",
    "firm": "Phát Thịnh Lợi Tiến Hưng Vinh Xanh Việt Sạch Farm Food Đại Tân Trường",
}
GRADES = ("loại 1", "thượng hạng", "đặc biệt", "nguyên chất", "hữu cơ", "truyền thống", "cao cấp")
PACKS = ("gói 100g", "gói 500g", "hộp 250g", "hộp quà", "túi 1kg", "chai 500ml", "hũ 350g")
STARS, STAR_WEIGHTS = (3, 4, 5), (70, 27, 3)


class Grower:
    """Makes products like the real ones; everything that a product needs is read once."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        written = RegisterEntry.objects.exclude(product=None).values("product")
        real = Product.objects.filter(pk__in=written).displayable()
        real = real.exclude(legal_type=LegalType.SERVICE).exclude(classification=None)
        self.bases = list(real.order_by("pk").prefetch_related("stockrecords"))
        self.communes = list(Commune.objects.select_related("province").order_by("pk"))
        self.formers = {province.pk: [] for province in Province.objects.all()}
        for former in FormerProvince.objects.order_by("pk"):
            self.formers[former.current_id].append(former)
        for base in self.bases:
            base.date_created = base.date_updated = WRITTEN
        self.stock = StockRecord(price_currency="VND", date_created=WRITTEN, date_updated=WRITTEN)
        self.certificate = Certificate(
            submitted_by_id=_signer("nguoi-trinh"),
            submitted_at=WRITTEN,
            verified_by_id=_signer("nguoi-duyet"),
            verified_at=WRITTEN,
        )
        self.spellings = read_spellings()
        self.makers: list[Producer] = []

    def producers(self, keys: range, partner: int) -> tuple[list[Partner], list[Producer]]:
        """Return sellers and makers with these keys, at home in communes."""
        partners, found = [], []
        for key in keys:
            commune = self.random.choice(self.communes)
            kind = self.random.choices(list(KINDS), KIND_WEIGHTS)[0]
            name, slug = self._maker(kind, commune), f"chu-the-{key}"
            seller = Partner(pk=partner + key - keys.start, name=name[:128], code=slug)
            partners.append(seller)
            found.append(
                Producer(
                    pk=key,
                    name=name,
                    slug=f"{slugify_vi(name)[:100]}-{key}",
                    kind=kind,
                    partner=seller,
                    province=commune.province,
                    commune=commune,
                )
            )
        self.makers = found
        return partners, found

    def product(self, key: int) -> Product:
        """Return one product, not saved, with its stock and its certificate beside it."""
        draw, base = self.random, self.random.choice(self.bases)
        maker = draw.choice(self.makers)
        title = self._title(base.title, maker)
        former = draw.choice([None, *self.formers[maker.province_id]])
        made = _like(
            base,
            {"producer": maker, "province": maker.province, "commune": maker.commune},
            id=key,
            title=title,
            slug=f"{slugify_vi(title)[:200]}-{key}",
            upc=None,
            code=None,
            label_origin="",
        )
        made.former_province = former
        stock, held = self._stock(made, base), self._certificate(made)
        made._prefetched_objects_cache = {"stockrecords": [stock], "certificates": [held]}
        return made

    def _maker(self, kind: str, commune: Commune) -> str:
        first = self.random.choice(KINDS[kind])
        if kind == "ho_kinh_doanh":
            rest = self._name("family", "middle", "given")
        else:
            rest = self.random.choice([commune.name, self._name("given", "firm")])
        return f"{first} {rest}"

    def _name(self, *places: str) -> str:
        return " ".join(self.random.choice(NAMES[place].split()) for place in places)

    def _title(self, title: str, maker: Producer) -> str:
        """Half the names carry a place, a third a grade or a packing, as in the register."""
        draw = self.random
        parts = [title[:180]]
        if draw.random() < 0.5:
            parts.append(maker.commune.name)
        if draw.random() < 0.33:
            parts.append(draw.choice(GRADES + PACKS))
        return " ".join(parts)

    def _stock(self, product: Product, base: Product) -> StockRecord:
        draw = self.random
        real = base._prefetched_objects_cache["stockrecords"]
        usual = int(real[0].price) if real and real[0].price else 120_000
        price = round(usual * draw.lognormvariate(0, 0.4) / 1000) * 1000
        return _like(
            self.stock,
            {},
            id=product.pk + self.stock_offset,
            product_id=product.pk,
            partner_id=product.producer.partner_id,
            partner_sku=f"SP-{product.pk}",
            price=min(max(price, 5_000), 20_000_000),
            num_in_stock=draw.choice((0, 3, 8, 12, 20, 40, 100)),
        )

    def _certificate(self, product: Product) -> Certificate:
        draw = self.random
        stars = draw.choices(STARS, STAR_WEIGHTS)[0]
        first = today() - timedelta(days=draw.randrange(1, 1000))
        return _like(
            self.certificate,
            {},
            id=product.pk + self.certificate_offset,
            product_id=product.pk,
            stars=stars,
            code=f"{product.province.code}-{product.pk:08}-{first.year}",
            decision_number=f"{draw.randrange(1, 5000)}/QĐ-UBND",
            decision_date=first,
            issuer_level=LEVELS[stars],
            issued_not_before=first,
            issued_not_after=first,
            evidence="",
            valid_from=first,
            valid_until=add_months(first, 36),
            possible_until=add_months(first, 36),
        )


def _like(model: Model, beside: dict, **facts):
    """Return an unsaved twin with other values: a twentieth of what a constructor takes."""
    made = object.__new__(type(model))
    made.__dict__.update(model.__dict__, **facts)
    made._state = ModelState()
    made._state.fields_cache = dict(beside)
    for name, value in beside.items():
        made.__dict__[f"{name}_id"] = value.pk
    return made


def grow(total: int, *, entries: bool = True) -> None:
    """Add certified products until that many are public; with `entries` they are indexed too.

    Everything is computed here and written in bulk, so that a million take minutes.
    """
    lay_demonstration()
    missing = total - Product.objects.public().count()
    if missing <= 0:
        return
    first = next_key(Product)
    grower = Grower(seed=first)
    grower.stock_offset = next_key(StockRecord) - first
    grower.certificate_offset = next_key(Certificate) - first
    for keys in pages(range(first, first + missing)):
        _write(grower, keys, entries=entries)
    settle(Partner, Producer, Product, StockRecord, Certificate)
    if entries:
        count_words()
        SearchVersion.bump()
        SearchVersion.bump(SearchVersion.PRODUCERS)


def _signer(name: str) -> int:
    return User.objects.get_or_create(email=f"{name}@example.vn")[0].pk


def lay_demonstration() -> None:
    """Lay tables, places, the real register, prices and pages where there are none."""
    call_command("migrate", verbosity=0)
    if not Product.objects.exists():
        call_command("demo", verbosity=0)


@transaction.atomic
def _write(grower: Grower, keys: range, *, entries: bool) -> None:
    maker = next_key(Producer)
    many = max(1, len(keys) // PER_PRODUCER)
    partners, found = grower.producers(range(maker, maker + many), next_key(Partner))
    products = [grower.product(key) for key in keys]
    fill(Partner, partners)
    fill(Producer, found)
    fill(Product, products)
    beside = [each._prefetched_objects_cache for each in products]
    fill(StockRecord, [each["stockrecords"][0] for each in beside])
    fill(Certificate, [each["certificates"][0] for each in beside])
    if entries:
        fill(SearchEntry, [product_document(each, grower.spellings) for each in products])


def main() -> None:
    """Grow the database and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("total", type=int, help="certified products there shall be")
    parser.add_argument("--bare", action="store_true", help="write no search entries")
    told = parser.parse_args()
    lay_demonstration()
    before, started = Product.objects.public().count(), time.perf_counter()
    grow(told.total, entries=not told.bare)
    made, seconds = Product.objects.public().count() - before, time.perf_counter() - started
    print(f"{made:,} products made in {seconds:.0f} s, {made / seconds:,.0f} a second")


if __name__ == "__main__":
    if "DATABASE_URL" not in os.environ:
        sys.exit("Set DATABASE_URL to a database that may be grown")
    main()
