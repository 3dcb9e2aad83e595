"""Makers of test data: one object in one line, many rows in a few queries.

Every maker fills in what a test does not care about. Names are Vietnamese, because folding matters.
"""

import csv
import io
from datetime import date, timedelta
from functools import cache
from itertools import count
from string import ascii_uppercase
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page

from catalogue.clock import add_months, today
from catalogue.models import (
    Certificate,
    ClassificationNode,
    Commune,
    Designation,
    FormerProvince,
    Producer,
    Product,
    ProductClass,
    Province,
    Region,
    RegisterUpload,
    StarReport,
    Takedown,
)
from catalogue.reference.files import read
from catalogue.register_uploads.processing import process_waiting
from catalogue.register_uploads.services import confirm_upload, receive_file, submit_upload
from catalogue.reviews.models import ProductReview
from catalogue.services.certificates import (
    revoke_certificate,
    submit_certificate,
    verify_certificate,
)
from catalogue.services.star_reports import receive_star_report
from catalogue.services.takedowns import lift_by_authority, place_takedown
from catalogue.text import slugify_vi
from cms.models import HomePage, StandardPage
from shop.basket.models import Basket
from shop.partner.membership import add_member
from shop.partner.models import MemberRole, Membership, Partner, StockRecord
from shop.partner.strategy import Selector
from shop.users.models import User

_number = count(1)

LEVELS = {3: "province", 4: "province", 5: "central"}


def user(**fields) -> User:
    """An account with its own e-mail address and the password "mat-khau-thu"."""
    fields.setdefault("email", f"nguoi-{next(_number)}@example.vn")
    return User.objects.create_user(password="mat-khau-thu", **fields)


def region(slug: str = "dong-bang-song-cuu-long", name: str = "Đồng bằng sông Cửu Long") -> Region:
    """A region of the six, made when absent."""
    return Region.objects.get_or_create(
        slug=slug, defaults={"name": name, "name_en": name, "position": 6}
    )[0]


@cache
def _official_codes(file: str, column: str) -> dict[str, str]:
    return {slugify_vi(row["name_vi"]): row[column] for row in read(file)}


def _free_code() -> str:
    """A code that no real place has: those are digits."""
    letter, digit = divmod(next(_number) % 260, 10)
    return f"{ascii_uppercase[letter]}{digit}"


def province(name: str = "Vĩnh Long", *, code: str = "", **fields) -> Province:
    """A province found by its name, made when absent; a real one has its official code."""
    slug = slugify_vi(name)
    if "region" not in fields:
        fields["region"] = region()
    code = code or _official_codes("provinces.csv", "code").get(slug) or _free_code()
    defaults = {"name": name, "name_en": name, "code": code}
    return Province.objects.get_or_create(slug=slug, defaults=defaults | fields)[0]


def former_province(name: str, *, current: Province, code: str = "") -> FormerProvince:
    """A province of before July 2025, found by its name, made when absent; codes as above."""
    slug = slugify_vi(name)
    code = code or _official_codes("former_provinces.csv", "former_code").get(slug) or _free_code()
    defaults = {"name": name, "code": code, "current": current}
    return FormerProvince.objects.get_or_create(slug=slug, defaults=defaults)[0]


def group(name: str = "Chè", *, sector: str = "Thực phẩm", set_number: int = 11):
    """A product set below a group and a sector of 2026; returns the set, `.group` and `.sector`."""
    top = _node(f"2026-{slugify_vi(sector)}", sector, "nganh")
    middle = _node(f"2026-{slugify_vi(name)}", name, "nhom", parent=top, sector=top)
    return _node(
        f"2026-S{set_number:02}",
        name,
        "bo",
        parent=middle,
        sector=top,
        group=middle,
        set_number=set_number,
    )


def _node(code: str, name: str, level: str, **above) -> ClassificationNode:
    node, created = ClassificationNode.objects.get_or_create(
        code=code[:20],
        defaults={
            "version": 2026,
            "level": level,
            "slug": slugify_vi(name),
            "name": name,
            "name_en": name,
            "position": next(_number) % 30_000,  # a long run makes more than a smallint holds
            "legal_basis": "QĐ 26/2026/QĐ-TTg",
            "valid_from_year": 2026,
            **above,
        },
    )
    own = {"nganh": "sector", "nhom": "group"}.get(level)
    if created and own:
        setattr(node, own, node)
        node.save()
    return node


def producer(name: str = "Hợp tác xã Suối Giàng", **fields) -> Producer:
    """A producer with its selling partner."""
    number = next(_number)
    fields.setdefault("slug", f"{slugify_vi(name)}-{number}")
    fields.setdefault("kind", "hop_tac_xa")
    if "province" not in fields:
        fields["province"] = province()
    if "partner" not in fields:
        fields["partner"] = Partner.objects.create(name=name, code=fields["slug"])
    return Producer.objects.create(name=name, **fields)


def product_class() -> ProductClass:
    """The one class of goods that are sent and counted."""
    return ProductClass.objects.get_or_create(
        slug="dac-san",
        defaults={"name": "Đặc sản", "requires_shipping": True, "track_stock": True},
    )[0]


def product(
    title: str = "Mật ong rừng U Minh",
    *,
    stars: int | None = 4,
    price: int | None = 185000,
    stock: int = 10,
    since: date | None = None,
    until: date | None = None,
    revoked_on: date | None = None,
    **fields,
) -> Product:
    """A product on sale today; `stars=None` leaves it without a certificate, `until` ends it."""
    number = next(_number)
    fields.setdefault("slug", f"{slugify_vi(title)}-{number}")
    if "producer" not in fields:
        fields["producer"] = producer()
    maker = fields["producer"]
    fields.setdefault("province", maker.province if maker else province())
    if "classification" not in fields:
        fields["classification"] = group()
    made = Product.objects.create(title=title, product_class=product_class(), **fields)
    if price is not None:
        stock_record(made, price=price, stock=stock)
    if stars is not None:
        held = certificate(made, stars=stars, since=since, until=until)
        if revoked_on:
            revoke_certificate(certificate=held, ground="b", by=user(), on=revoked_on)
    return made


def stock_record(item: Product, *, price: int = 185000, stock: int = 10) -> StockRecord:
    """The price in đồng and the stock of a product, with its producer's partner, if it has one."""
    seller = item.producer or producer("Hợp tác xã bán hộ")
    return StockRecord.objects.create(
        product=item,
        partner=seller.partner,
        partner_sku=f"SP-{item.pk}-{next(_number)}",
        price_currency="VND",
        price=price,
        num_in_stock=stock,
    )


def certificate(
    item: Product,
    *,
    stars: int = 4,
    since: date | None = None,
    until: date | None = None,
    **facts,
) -> Certificate:
    """A verified certificate, in force today unless `since` and `until` say otherwise."""
    start = since or (add_months(until, -36) if until else add_months(today(), -12))
    note = "Theo giấy chứng nhận." if until else ""
    facts.setdefault("code", f"83-829-28780-{next(_number)}-{start.year}")
    facts.setdefault("decision_number", "1234/QĐ-UBND")
    facts.setdefault("decision_date", start)
    facts.setdefault("issuer", "Ủy ban nhân dân tỉnh Vĩnh Long")
    submitted = submit_certificate(
        product=item,
        stars=stars,
        issuer_level=LEVELS[stars],
        valid_from=start,
        valid_until=until,
        dates_note=note,
        by=user(),
        **facts,
    )
    return verify_certificate(certificate=submitted, by=user())


def dated_certificate(**facts) -> Certificate:
    """An unsaved certificate, its dates complete, past the services and their rules."""
    made = Certificate(**facts)
    made.complete_dates()
    return made


def takedown(item: Product, **facts) -> Takedown:
    """A takedown of the product, in force until it is lifted."""
    facts = {"ground": "unsafe", "authority": "Cục An toàn thực phẩm", "by": user()} | facts
    return place_takedown(product=item, **facts)


def lift(placed: Takedown, **facts) -> Takedown:
    """The takedown lifted by its authority's second document."""
    facts = {"reason": "Đã khắc phục.", "document_number": "13/TB-ATTP", "by": user()} | facts
    return lift_by_authority(takedown=placed, **facts)


def many_products(number: int, **spread) -> list[Product]:
    """That many products on sale, in a handful of queries, spread over what `spread` lists.

    `spread` may name lists: titles, producers, classifications. Prices run from 20,000 đồng up,
    every seventh is sold out, stars go round 3, 4, 5.
    """
    titles = spread.get("titles") or ["Chè Shan tuyết", "Cà phê rang xay", "Mật ong rừng"]
    makers = spread.get("producers") or [producer()]
    nodes = spread.get("classifications") or [group()]
    first = next(_number)
    made = Product.objects.bulk_create(
        Product(
            title=f"{titles[i % len(titles)]} {i}",
            slug=f"{slugify_vi(titles[i % len(titles)])}-{first}-{i}",
            product_class=product_class(),
            producer=makers[i % len(makers)],
            province=makers[i % len(makers)].province,
            classification=nodes[i % len(nodes)],
            description="Làm tại nhà, theo mùa. " * 10,
        )
        for i in range(number)
    )
    _stock_all(made, first)
    _certify_all(made)
    return made


def _stock_all(items: list[Product], first: int) -> None:
    StockRecord.objects.bulk_create(
        StockRecord(
            product=item,
            partner=item.producer.partner,
            partner_sku=f"SP-{first}-{i}",
            price_currency="VND",
            price=20000 + i * 7919 % 500 * 1000,
            num_in_stock=i % 7,
        )
        for i, item in enumerate(items)
    )


def _certify_all(items: list[Product]) -> None:
    start = add_months(today(), -12)
    writer, checker = user(), user()
    Certificate.objects.bulk_create(
        dated_certificate(
            product=item,
            stars=3 + i % 3,
            issuer_level=LEVELS[3 + i % 3],
            valid_from=start,
            submitted_by=writer,
            submitted_at=timezone.now(),
            verified_by=checker,
            verified_at=timezone.now(),
        )
        for i, item in enumerate(items)
    )


def commune(name: str = "Bến Tre", *, of: Province | None = None, kind: str = "phuong") -> Commune:
    """A commune with its designation since 1/7/2025, under a code that no real one has."""
    made = Commune.objects.create(
        code=f"X{next(_number) % 10_000:04}",
        name=name,
        slug=slugify_vi(name),
        province=of or province(),
    )
    Designation.objects.create(commune=made, kind=kind, name=name, valid_from=date(2025, 7, 1))
    return made


def standing_page(title: str, slug: str) -> StandardPage:
    """A published standing page under the home page, which is made where there is none."""
    home = HomePage.objects.first() or Page.get_first_root_node().add_child(
        instance=HomePage(title="Trang chủ", slug="trang-chu", headline="Đặc sản thật")
    )
    page = StandardPage(title=title, slug=slug, live=False)
    home.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def basket(*items: tuple[Product, int] | Product, owner: User | None = None) -> Basket:
    """An open basket with these products, alone or with a quantity; read by the shop's strategy."""
    made = Basket.objects.create(owner=owner)
    made.strategy = Selector().strategy()
    for item in items:
        wanted, quantity = item if isinstance(item, tuple) else (item, 1)
        made.add_product(wanted, quantity)
    return made


def reviews(item: Product, *scores: int, **facts) -> list[ProductReview]:
    """A shown review of the product for each score, each a minute younger than the one before."""
    facts = {"body": "Ngon, đóng gói cẩn thận.", "name": "Sáu", "status": 1} | facts
    first = timezone.now() - timedelta(days=1)
    rows = [
        ProductReview(
            product=item,
            score=score,
            buyer=f"nguoi-mua-{next(_number)}",
            written_at=first + timedelta(minutes=next(_number)),
            **facts,
        )
        for score in scores
    ]
    if facts.get("reply"):
        for row in rows:
            row.replied_at = timezone.now()
    return ProductReview.objects.bulk_create(rows)


#: A row of a register file that is for sale on the frozen day, by column.
REGISTER_ROW = {
    "product_name": "Mật ong hoa nhãn",
    "producer_name": "Hợp tác xã Ong Vàng",
    "producer_type": "hop_tac_xa",
    "group": "thuc_pham",
    "commune": "",
    "district": "",
    "province_at_certification": "Vĩnh Long",
    "stars": "4",
    "certified_year": "2025",
    "decision": "12/QĐ-UBND ngày 05/08/2025",
    "price_vnd": "",
    "unit": "",
    "source": "",
}


def register_csv(*rows: dict[str, str]) -> bytes:
    """A register file as CSV; what a row does not name is filled in."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(REGISTER_ROW))
    writer.writeheader()
    writer.writerows(REGISTER_ROW | row for row in rows or [{}])
    return file.getvalue().encode()


def register_upload(
    *rows: dict[str, str], by: User | None = None, of: Province | None = None, **decision
) -> RegisterUpload:
    """A register file that has just arrived; the worker has not looked at it."""
    file = ContentFile(register_csv(*rows), name="so-bo.csv")
    return receive_file(file=file, name="so-bo.csv", province=of, by=by or user(), **decision)


def applied_upload(*rows: dict[str, str], by: User | None = None, of: Province | None = None):
    """A register file that was read, submitted, confirmed by somebody else and applied."""
    upload = register_upload(*rows, by=by, of=of)
    process_waiting()
    submit_upload(upload=upload, by=upload.uploaded_by)
    confirm_upload(upload=upload, by=user())
    process_waiting()
    upload.refresh_from_db()
    return upload


def star_report(**facts) -> StarReport:
    """A report of a false star that has just arrived."""
    facts = {
        "product_text": "Mật ong Sa Pa",
        "fault": "not_certified",
        "submission": uuid4(),
    } | facts
    if "product" in facts:
        facts["product_text"] = ""
    return receive_star_report(**facts)[0]


def bounded_certificate(
    item: Product, not_before: date, not_after: date, *, stars: int = 4, **facts
) -> Certificate:
    """A verified certificate whose day of issue is known between bounds, by a newspaper."""
    facts = {
        "evidence": "Báo Vĩnh Long 24/07/2023: thêm sản phẩm OCOP",
        "issuer_level": LEVELS[stars],
    } | facts
    submitted = submit_certificate(
        product=item,
        stars=stars,
        issued_not_before=not_before,
        issued_not_after=not_after,
        valid_from=not_after,
        by=user(),
        **facts,
    )
    return verify_certificate(certificate=submitted, by=user())


def membership(of: Partner, role: str = "owner", *, person: User | None = None) -> Membership:
    """Somebody who works for a seller in that role; a new account where none is given."""
    member = person or user()
    if role != "owner" and not of.memberships.exists():
        add_member(partner=of, user=user(), role=MemberRole.OWNER)
    return add_member(partner=of, user=member, role=MemberRole(role))
