"""What a label must state by the kind of goods, what the producer states, and what is missing.

Which items the law wants stands in catalogue.models.label_rule, with the gate in SQL.
"""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.cards import local_name
from catalogue.models import Product
from catalogue.models.label import LabelItem
from catalogue.models.label_rule import (
    LabelGate,
    LabelRequirement,
    label_gate,
    label_kind,
    label_requirements,
    label_texts,
    missing_items,
)
from catalogue.models.product import LegalType
from theme.packaging_units import local_unit


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
class LabelMeter:
    """How much of what the law wants a label states, and what it does not, in words."""

    stated: int
    wanted: int
    missing: list[str]


def label_meter(product: Product) -> LabelMeter:
    """Return how far the label of a product is."""
    requirements = label_requirements(label_kind(product))
    wanted = sum(requirement.required for requirement in requirements)
    missing = [str(item.label) for item in missing_items(product)]
    return LabelMeter(stated=wanted - len(missing), wanted=wanted, missing=missing)


def label_gate_rule() -> str:
    """Return the rule of the step in force in full sentences, for the page that publishes it."""
    return {
        LabelGate.TELL: _(
            "Where a label does not state everything that the law wants known before buying, the "
            "page of the product lists what is missing. The product is shown and sold."
        ),
        LabelGate.ASK: _(
            "Where a label does not state everything that the law wants known before buying, the "
            "page of the product lists what is missing. It is sold only to a buyer who has seen "
            "that list once more before ordering and has accepted it; the order keeps both."
        ),
        LabelGate.REFUSE: _(
            "Where a label does not state everything that the law wants known before buying, the "
            "page of the product lists what is missing. The product is shown and not sold until "
            "all of it is stated."
        ),
    }[label_gate()]


def label_of(product: Product) -> DisclosedFacts:
    """Return the label of a product; reads `label_statements`, best prefetched."""
    texts = label_texts(product)
    requirements = label_requirements(label_kind(product))
    present = [requirement for requirement in requirements if requirement.item in texts]
    return DisclosedFacts(
        facts=[*_facts(present, texts), *_shop_facts(product)],
        missing=[str(item.label) for item in missing_items(product)],
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
