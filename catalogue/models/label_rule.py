"""The label gate: what the law wants stated by kind of goods, and which goods state all of it.

The list is data/label_items.csv, each line with the article it rests on (NĐ 37/2026/NĐ-CP, which
replaced NĐ 43/2017 and NĐ 111/2021; Luật 19/2023/QH15 for goods whose own chapter was not read).
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Coalesce, Concat, StrIndex
from django.utils.translation import gettext_lazy as _

from catalogue.models.label import LabelItem, LabelStatement
from catalogue.quantities import QUANTITY, names_quantity, net_quantity

if TYPE_CHECKING:
    from catalogue.models.product import Product

TABLE = Path(__file__).parent.parent / "data" / "label_items.csv"
DEFAULT_KIND = "food"
#: Stands round each item in a list of them.
_MARK = "|"
#: By LegalType, which stands above in catalogue.models.product.
KIND_BY_LAW = {
    "alcohol": "alcohol",
    "functional_food": "functional_food",
    "medicine": "medicine",
    "cosmetics": "cosmetics",
    "live_goods": "live",
    "service": "service",
}
#: The sets of QĐ 26/2026 Phụ lục I that are not food and carry no flag of the law.
KIND_BY_SET = {16: "drink", 17: "drink", 18: "herb", 19: "cosmetics", 20: "herb", 21: "craft"}
KIND_BY_SET |= {22: "craft", 23: "live", 24: "live", 25: "live", 26: "service"}


class LabelGate(models.TextChoices):
    """What becomes of goods whose label lacks something; the setting LABEL_GATE names the step."""

    TELL = "tell", _("shown and sold; the page says what is missing")
    ASK = "ask", _("sold when the buyer has accepted what is missing")
    REFUSE = "refuse", _("shown, not sold")


def label_gate() -> LabelGate:
    """Return the step in force."""
    return LabelGate(settings.LABEL_GATE)


def refuses_incomplete_labels() -> bool:
    """Whether goods are for sale only when their label states all that the law wants."""
    return label_gate() is LabelGate.REFUSE


@dataclass(frozen=True, slots=True)
class LabelRequirement:
    """One line of the table: an item, whether it must be known, the article that says so, an example."""

    item: LabelItem
    required: bool
    basis: str
    example: str


@cache
def _table() -> dict[str, tuple[LabelRequirement, ...]]:
    kinds: dict[str, list[LabelRequirement]] = {}
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            requirement = LabelRequirement(
                LabelItem(row["item"]), row["wanted"] == "1", row["basis"], row["example"]
            )
            kinds.setdefault(row["kind"], []).append(requirement)
    return {kind: tuple(requirements) for kind, requirements in kinds.items()}


def label_requirements(kind: str) -> tuple[LabelRequirement, ...]:
    """Return the items of a kind in the order of the table, read once a process."""
    return _table().get(kind, ())


def label_kind(product: "Product") -> str:
    """Return the kind in the table: the law's type decides, then the product set."""
    if product.legal_type in KIND_BY_LAW:
        return KIND_BY_LAW[product.legal_type]
    node = product.classification
    number = node.set_number if node else None
    return KIND_BY_SET.get(number, DEFAULT_KIND) if number else DEFAULT_KIND


def missing_items(product: "Product") -> list[LabelItem]:
    """Return what the law wants stated and nobody states; reads `label_statements`, best prefetched."""
    stated = label_texts(product)
    return [
        requirement.item
        for requirement in label_requirements(label_kind(product))
        if requirement.required and requirement.item not in stated
    ]


def label_texts(product: "Product") -> dict[str, str]:
    """Return what is stated by item; a unit that names a quantity states it as well."""
    texts = {statement.item: statement.text for statement in product.label_statements.all()}
    if names_quantity(product.unit):
        quantity = net_quantity(product.unit)
        texts.setdefault(LabelItem.QUANTITY, quantity.text if quantity else product.unit)
    return texts


def label_aliases() -> dict[str, BaseExpression]:
    """Return what `LABEL_IS_COMPLETE` asks of products, as aliases in the order of their use.

    One subquery for the statements and one for that of the quantity: a branch for each kind with
    its own subqueries took 45 ms to compile.
    """
    statements = LabelStatement.objects.filter(product=OuterRef("pk"))
    wanted_item = Concat(Value(_MARK), F("item"), Value(_MARK))
    stated = (
        statements.alias(place=StrIndex(OuterRef("label_wanted"), wanted_item))
        .filter(place__gt=0)
        .order_by()
        .values("product")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return {
        "label_wanted": _by_kind(lambda items: _MARK + "".join(f"{i}{_MARK}" for i in items)),
        "label_number": _by_kind(len),
        "label_stated": Coalesce(Subquery(stated), Value(0)),
        "label_states_quantity": Exists(statements.filter(item=LabelItem.QUANTITY)),
    }


#: The label states all that the law wants of its kind, asked of products with label_aliases();
#: missing_items() in SQL. A unit that names a quantity stands for that item.
LABEL_IS_COMPLETE = Q(label_stated__gte=F("label_number")) | Q(
    label_stated__gte=F("label_number") - 1,
    label_states_quantity=False,
    label_wanted__contains=f"{_MARK}{LabelItem.QUANTITY}{_MARK}",
    unit__regex=QUANTITY,
)


def _by_kind(value: Callable[[list[str]], str | int]) -> Case:
    """Return a value made of the items wanted of a product, by its kind."""

    def of(kind: str) -> Value:
        return Value(value([r.item.value for r in label_requirements(kind) if r.required]))

    kinds = [When(legal_type=legal_type, then=of(kind)) for legal_type, kind in KIND_BY_LAW.items()]
    for kind in dict.fromkeys(KIND_BY_SET.values()):
        numbers = [number for number, name in KIND_BY_SET.items() if name == kind]
        kinds.append(When(classification__set_number__in=numbers, then=of(kind)))
    return Case(*kinds, default=of(DEFAULT_KIND))
