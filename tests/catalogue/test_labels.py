"""What a label must say by the kind of product, what is stated, and what nobody has given."""

import pytest
from django.db import IntegrityError, transaction

from catalogue.labels import label_of
from catalogue.models import LabelItem, LabelStatement
from catalogue.models.label_rule import TABLE, label_kind, label_requirements
from catalogue.services.labels import state_label
from tests import makers

pytestmark = pytest.mark.django_db


def state(product, item, text):
    LabelStatement.objects.create(product=product, item=item, text=text)


@pytest.mark.parametrize(
    ("set_number", "legal_type", "kind"),
    [
        (7, "ordinary", "food"),
        (17, "ordinary", "drink"),
        (18, "functional_food", "functional_food"),
        (18, "ordinary", "herb"),
        (19, "cosmetics", "cosmetics"),
        (21, "ordinary", "craft"),
        (22, "ordinary", "craft"),
        (24, "live_goods", "live"),
        (26, "service", "service"),
        (18, "medicine", "medicine"),
    ],
)
def test_the_kind_follows_the_law_and_then_the_set(set_number, legal_type, kind):
    node = makers.group(f"Nhóm {set_number}", set_number=set_number)
    jar = makers.product(classification=node, legal_type=legal_type)
    assert label_kind(jar) == kind
    assert any(requirement.required for requirement in label_requirements(kind))


def test_every_line_of_the_table_names_an_item_and_an_article():
    kinds = {line.split(",")[0] for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]}
    for kind in kinds:
        items = label_requirements(kind)
        assert len({requirement.item for requirement in items}) == len(items)
        assert all(requirement.basis.startswith(("NĐ ", "Luật ")) for requirement in items)


def test_a_product_without_a_class_is_asked_what_food_is_asked():
    jar = makers.product(classification=None)
    assert label_kind(jar) == "food"


def test_what_is_stated_is_shown_and_what_is_not_is_named_once():
    jar = makers.product(unit="hũ 250 g")
    state(jar, LabelItem.INGREDIENTS, "Mật ong 100 %")
    label = label_of(jar)
    facts = {fact.name: fact.value for fact in label.facts}
    assert facts[str(LabelItem.QUANTITY.label)] == "250 g"
    assert facts[str(LabelItem.INGREDIENTS.label)] == "Mật ong 100 %"
    assert str(LabelItem.INGREDIENTS.label) not in label.missing
    assert str(LabelItem.SHELF_LIFE.label) in label.missing
    assert "NĐ 37/2026/NĐ-CP" in label.rule


def test_an_item_that_is_not_required_is_never_missing():
    label = label_of(makers.product())
    assert str(LabelItem.NUTRITION.label) not in label.missing


def test_an_item_is_stated_once_and_never_empty():
    jar = makers.product()
    state(jar, LabelItem.USAGE, "Pha với nước ấm")
    for text, item in (("Khác", LabelItem.USAGE), ("", LabelItem.STORAGE)):
        with pytest.raises(IntegrityError), transaction.atomic():
            state(jar, item, text)


def test_an_empty_text_takes_a_statement_away_and_leaves_the_others():
    jar = makers.product()
    state_label(product=jar, texts={"usage": " Pha nóng ", "storage": "Nơi khô"})
    state_label(product=jar, texts={"usage": "  "})
    assert [(requirement.item, requirement.text) for requirement in jar.label_statements.all()] == [
        ("storage", "Nơi khô")
    ]


def test_an_unknown_item_is_refused():
    with pytest.raises(ValueError, match="stars"):
        state_label(product=makers.product(), texts={"stars": "5"})
