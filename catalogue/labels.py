"""Which items the law wants on the label of a product of its kind, and what the producer states.

The list is data/label_items.csv, each line with the article it rests on (NĐ 37/2026/NĐ-CP, which
replaced NĐ 43/2017 and NĐ 111/2021; Luật 19/2023/QH15 for goods whose own chapter was not read).
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.cards import local_name
from catalogue.models import Product
from catalogue.models.label import LabelItem
from catalogue.models.product import LegalType
from catalogue.quantities import net_quantity
from theme.packaging_units import local_unit

TABLE = Path(__file__).parent / "data" / "label_items.csv"
DEFAULT_KIND = "food"
_BY_LAW: dict[str, str] = {
    LegalType.ALCOHOL: "alcohol",
    LegalType.FUNCTIONAL_FOOD: "functional_food",
    LegalType.MEDICINE: "medicine",
    LegalType.COSMETICS: "cosmetics",
    LegalType.LIVE_GOODS: "live",
    LegalType.SERVICE: "service",
}
#: The sets of QĐ 26/2026 Phụ lục I that are not food and carry no flag of the law.
_BY_SET = {16: "drink", 17: "drink", 18: "herb", 19: "cosmetics", 20: "herb", 21: "craft"}
_BY_SET |= {22: "craft", 23: "live", 24: "live", 25: "live", 26: "service"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a table of facts; an empty value says that nobody has given it."""

    name: str
    value: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class DisclosedFacts:
    """What is stated, the names of what should be and nobody gave, and the rule that asks for it."""

    facts: list[Fact]
    missing: list[str]
    rule: str


@dataclass(frozen=True, slots=True)
class LabelRequirement:
    """One line of the table: an item, whether it must be known, and the article that says so."""

    item: LabelItem
    required: bool
    basis: str


def label_kind(product: Product) -> str:
    """Return the kind in the table: the law's type decides, then the product set."""
    if product.legal_type in _BY_LAW:
        return _BY_LAW[product.legal_type]
    node = product.classification
    number = node.set_number if node else None
    return _BY_SET.get(number, DEFAULT_KIND) if number else DEFAULT_KIND


@cache
def label_requirements(kind: str) -> tuple[LabelRequirement, ...]:
    """Return the items of a kind in the order of the table, read once a process."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            LabelRequirement(LabelItem(row["item"]), row["wanted"] == "1", row["basis"])
            for row in csv.DictReader(lines)
            if row["kind"] == kind
        )


def label_of(product: Product) -> DisclosedFacts:
    """Return the label of a product; reads `label_statements`, best prefetched."""
    texts = {statement.item: statement.text for statement in product.label_statements.all()}
    quantity = net_quantity(product.unit)
    if quantity:
        texts.setdefault(LabelItem.QUANTITY, quantity.text)
    requirements = label_requirements(label_kind(product))
    missing = [
        requirement
        for requirement in requirements
        if requirement.required and requirement.item not in texts
    ]
    present = [requirement for requirement in requirements if requirement.item in texts]
    return DisclosedFacts(
        facts=[*_facts(present, texts), *_shop_facts(product)],
        missing=[str(requirement.item.label) for requirement in missing],
        rule=_rule(requirements),
    )


def _rule(requirements: tuple[LabelRequirement, ...]) -> str:
    """Return which articles ask, and where to read what differs from one pack to the next."""
    laws = dict.fromkeys(
        requirement.basis.split(" Đ.")[0].split(";")[0] for requirement in requirements
    )
    rule = _("What must be known before buying: %(basis)s.") % {"basis": ", ".join(laws)}
    if any(requirement.item == LabelItem.SHELF_LIFE for requirement in requirements):
        rule = _("Lot, production date and expiry date stand on each pack.") + " " + rule
    return rule


def _facts(requirements: list[LabelRequirement], texts: dict[str, str]) -> list[Fact]:
    return [
        Fact(str(requirement.item.label), texts[requirement.item]) for requirement in requirements
    ]


def _shop_facts(product: Product) -> list[Fact]:
    """Return what the shop knows besides: how it is sold and what the OCOP register calls it."""
    facts = []
    if product.unit:
        facts.append(Fact(_("Sold by"), capfirst(local_unit(product.unit))))
    if product.classification is not None:
        facts.append(Fact(_("OCOP product group"), local_name(product.classification)))
    if product.legal_type != LegalType.ORDINARY:
        facts.append(Fact(_("Kind of goods"), capfirst(product.get_legal_type_display())))
    return facts
