"""Products of the rows that have a certificate."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.batches import update_rows
from catalogue.models import FormerCommune, Product, ProductClass, RegisterEntry
from catalogue.models.classification import CURRENT_VERSION
from catalogue.models.product import LegalType
from catalogue.register.entries import EntryBatch, product_id_of
from catalogue.register.lookups import Lookups
from catalogue.register.matching.product_index import ProductIndex, identity_of
from catalogue.register.producers import Producers
from catalogue.register.ratings import RatedRow
from catalogue.register.report import ImportCount
from catalogue.register.slugs import Slugs
from catalogue.signals import products_changed
from catalogue.text import slugify_vi

BATCH = 500
TITLE_LENGTH = 80
_FORMS = re.compile(
    r"^(chi-nhanh-)?(cong-ty|hop-tac-xa|htx|to-hop-tac|ho-kinh-doanh|ho-san-xuat|ho-sxkd|co-so"
    r"|doanh-nghiep-tu-nhan)(-(tnhh|mtv|co-phan|cp|san-xuat|kinh-doanh|thuong-mai|dich-vu|va|tm|dv"
    r"|nong-nghiep|che-bien))*-(?=.)"
)
#: What the row decides about a product; the rest is the shop's.
OWNED = (
    "title",
    "producer_id",
    "province_id",
    "commune_id",
    "former_province_id",
    "label_origin",
    "classification_id",
    "legal_type",
    "product_class_id",
)


@dataclass
class ImportContext:
    """What making products needs: look-ups, producers, free addresses and titles in the file."""

    lookups: Lookups
    producers: Producers
    titles: Counter[str]
    slugs: Slugs = field(
        default_factory=lambda: Slugs(Product.objects.values_list("slug", flat=True))
    )
    classes: dict[bool, ProductClass] = field(default_factory=dict)

    @cached_property
    def index(self) -> ProductIndex:
        """Products by identity in the provinces that the rows of the file name."""
        origins = self.lookups.origins.values()
        return ProductIndex.of({origin.province.pk for origin in origins if origin.province})

    def product_class(self, *, is_service: bool) -> ProductClass:
        """Goods are sent and counted; a tourism service is neither."""
        if is_service not in self.classes:
            slug, name = (
                ("dich-vu-du-lich", _("Tourism service"))
                if is_service
                else ("dac-san", _("Specialty"))
            )
            self.classes[is_service] = ProductClass.objects.get_or_create(
                slug=slug,
                defaults={
                    "name": name,
                    "requires_shipping": not is_service,
                    "track_stock": not is_service,
                },
            )[0]
        return self.classes[is_service]


def titles_in(rated: Iterable[RatedRow]) -> Counter[str]:
    """How often each address would be wanted by the rows of a file."""
    return Counter(_base(each) for each in rated)


def make_missing(
    rated: Sequence[RatedRow], batch: EntryBatch, context: ImportContext, tally: ImportCount
) -> list[RatedRow]:
    """Make the products that miss; return the rows whose product the books held before.

    A row that shows another certificate of a product in the books leads to that product, which
    keeps the words of the row it was made of. Entries are linked on the page; the caller writes it.
    """
    unlinked = [each for each in rated if batch.entries[each.row.key].product_id is None]
    fresh = _join(unlinked, batch, context)
    known = [each for each in rated if batch.entries[each.row.key].product_id is not None]
    products = [_new(each, context) for each in fresh]
    Product.objects.bulk_create(products, batch_size=BATCH)
    _categorize(products, [each.classified.set_number for each in fresh], context.lookups)
    for each, product in zip(fresh, products, strict=True):
        batch.entries[each.row.key].product = product
        batch.linked.add(each.row.key)
        context.index.add(each.row, each.origin, product.pk)
    _join(unlinked, batch, context)
    products_changed.send(Product, ids=[product.pk for product in products])
    tally.remember(made=[product.pk for product in products])
    tally.add(rows=len(rated), created=len(fresh))
    return known


def correct(
    known: Sequence[RatedRow], batch: EntryBatch, context: ImportContext, tally: ImportCount
) -> None:
    """Correct the products whose own row changed."""
    own = _own_rows(known, batch)
    touched = [each for each in own if each.row.key in batch.changed]
    same = [each for each in own if each.row.key not in batch.changed]
    corrected = _correct(touched, batch.entries, context, tally) if touched else 0
    corrected += _relabel(same, batch.entries) if same else 0
    tally.add(changed=corrected)


def _join(rated: Sequence[RatedRow], batch: EntryBatch, context: ImportContext) -> list[RatedRow]:
    """Link rows to the product that the books hold; return the rows that a product must be made of.

    Of several rows of one new product only the first is returned.
    """
    unmade: dict[object, list[RatedRow]] = {}
    for each in rated:
        entry = batch.entries[each.row.key]
        found = entry.product_id or context.index.find(each.row, each.origin)
        if found is None:
            waiting = unmade.setdefault(identity_of(each.row, each.origin) or each.row.key, [])
            if not any(_may_be_one(each, other) for other in waiting):
                waiting.append(each)
        elif entry.product_id is None:
            entry.product_id = found
            batch.linked.add(each.row.key)
    return [each for waiting in unmade.values() for each in waiting]


def _may_be_one(one: RatedRow, other: RatedRow) -> bool:
    """Whether two rows do not name different provinces of before mid-2025."""
    first, second = one.origin.former_province, other.origin.former_province
    return first is None or second is None or first == second


def _own_rows(rated: Sequence[RatedRow], batch: EntryBatch) -> list[RatedRow]:
    """The rows that a product was made of: the first entry that led to it."""
    ids = {product_id_of(batch.entries[each.row.key]) for each in rated}
    entries = RegisterEntry.objects.filter(product__in=ids).order_by()
    first = dict(entries.values_list("product").annotate(Min("pk")))
    return [
        each
        for each in rated
        if (entry := batch.entries[each.row.key]).pk and entry.pk == first.get(entry.product_id)
    ]


def _new(rated: RatedRow, context: ImportContext) -> Product:
    base = _base(rated)
    maker = _FORMS.sub("", slugify_vi(rated.row.producer_name, max_length=TITLE_LENGTH))
    slug = context.slugs.take(
        base,
        maker.removeprefix(f"{base}-"),
        rated.province.slug,
        crowded=context.titles[base] > 1,
    )
    return Product(
        slug=slug,
        structure=Product.STANDALONE,
        is_public=True,
        unit=rated.row.unit,
        **_facts(rated, context),
    )


def _base(rated: RatedRow) -> str:
    return slugify_vi(rated.row.product_name, max_length=TITLE_LENGTH) or "san-pham"


def _facts(rated: RatedRow, context: ImportContext) -> dict:
    """What the row says about the product, by field."""
    origin, classified = rated.origin, rated.classified
    producer = context.producers.of(rated)
    is_service = classified.legal_type == LegalType.SERVICE
    return {
        "title": rated.row.product_name,
        "producer_id": producer.pk if producer else None,
        "province_id": rated.province.pk,
        "commune_id": origin.commune.pk if origin.commune else None,
        "former_province_id": origin.former_province.pk if origin.former_province else None,
        "label_origin": label_origin(rated),
        "classification_id": context.lookups.sets[CURRENT_VERSION, classified.set_number].pk,
        "legal_type": classified.legal_type,
        "product_class_id": context.product_class(is_service=is_service).pk,
    }


def label_origin(rated: RatedRow) -> str:
    """The origin in the words of the old label: "Phú Cần, Tiểu Cần, tỉnh Trà Vinh (cũ)".

    Empty for rows that name no old unit; the kind of a commune is told when it is known.
    """
    row, origin = rated.row, rated.origin
    known = origin.former_commune
    if origin.former_province is None or not (row.district or known):
        return ""
    commune = _with_kind(known) if known and row.commune else row.commune
    parts = [commune, row.district, origin.former_province.name]
    return _("%(place)s (until mid-2025)") % {"place": ", ".join(filter(None, parts))[:230]}


def _with_kind(commune: FormerCommune) -> str:
    """Return "xã Xá Lượng", but "Phường 9" as it is: its name begins with what it is.

    Marks count, or six communes called Xá, Xà or Xa would lose their kind.
    """
    kind = str(commune.get_kind_display())
    if commune.name.lower().startswith(f"{kind.lower()} "):
        return commune.name
    return f"{kind} {commune.name}"


def _categorize(products: list[Product], sets: list[int], lookups: Lookups) -> None:
    """Put products into the category (nhóm) of their set."""
    through = Product.categories.through
    links = [
        through(product=product, category_id=lookups.category(number))
        for product, number in zip(products, sets, strict=True)
        if lookups.category(number)
    ]
    through.objects.bulk_create(links, batch_size=BATCH)


def _correct(
    rated: list[RatedRow],
    entries: dict[str, RegisterEntry],
    context: ImportContext,
    tally: ImportCount,
) -> int:
    """Take over what changed rows say; return how many products differ now."""
    products = Product.objects.in_bulk([product_id_of(entries[each.row.key]) for each in rated])
    corrected, regrouped, moment = [], [], timezone.now()
    for each in rated:
        product, facts = products[product_id_of(entries[each.row.key])], _facts(each, context)
        if all(getattr(product, name) == facts[name] for name in OWNED):
            continue
        if product.classification_id != facts["classification_id"]:
            regrouped.append((product, each.classified.set_number))
        before = {name: getattr(product, name) for name in OWNED}
        tally.remember(before={product.pk: before})
        for name, value in facts.items():
            setattr(product, name, value)
        product.date_updated = moment
        corrected.append(product)
    names = [name.removesuffix("_id") for name in OWNED]
    update_rows(corrected, [*names, "date_updated"])
    through = Product.categories.through
    through.objects.filter(product__in=[product for product, _number in regrouped]).delete()
    _categorize([each[0] for each in regrouped], [each[1] for each in regrouped], context.lookups)
    products_changed.send(Product, ids=[product.pk for product in corrected])
    return len(corrected)


def _relabel(rated: list[RatedRow], entries: dict[str, RegisterEntry]) -> int:
    """Say the origin of unchanged rows as it is said now; return how many were said otherwise.

    Nobody but the register writes it, so that nothing of the shop's is lost.
    """
    wanted = {product_id_of(entries[each.row.key]): label_origin(each) for each in rated}
    wrong = []
    for product in Product.objects.filter(pk__in=list(wanted)).only("label_origin").order_by():
        if product.label_origin != wanted[product.pk]:
            product.label_origin = wanted[product.pk]
            product.date_updated = timezone.now()
            wrong.append(product)
    if wrong:
        update_rows(wrong, ["label_origin", "date_updated"])
        products_changed.send(Product, ids=[product.pk for product in wrong])
    return len(wrong)
