"""What a listing says, in one shape for products and drafts, so that the two can be compared."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.delivery_area import area_words
from catalogue.models import (
    ClassificationNode,
    LabelItem,
    LabelStatement,
    ListingDraft,
    Product,
    Province,
)
from catalogue.models.product import LegalType
from catalogue.models.reviewed_draft import DraftState
from catalogue.reviewed_drafts.comparison import Difference, changed_values, is_same
from catalogue.seasons import season_words
from theme.formats import thousands

#: Columns that a product and a draft share by name, in the order in which they are read.
SHARED = (
    *("title", "description", "unit", "weight_grams", "days_on_the_way", "legal_type"),
    *("season_months", "closed_off_season", "delivery_provinces"),
)
#: What a certificate settles: a seller may not put another product under it.
CERTIFIED = ("title", "classification", "legal_type")

Content = dict[str, Any]


def product_content(product: Product) -> Content:
    """Return what a product says now; reads `label_statements`, best prefetched."""
    return {
        **{name: getattr(product, name) for name in SHARED},
        "classification": product.classification_id,
        "label": {statement.item: statement.text for statement in product.label_statements.all()},
    }


def draft_content(draft: ListingDraft) -> Content:
    """Return what a draft says."""
    return {
        **{name: getattr(draft, name) for name in SHARED},
        "classification": draft.classification_id,
        "label": {item: text for item, text in draft.label.items() if text},
    }


def flat(content: Content) -> dict[str, Any]:
    """Return the facts one by one; those of the label as "label.<item>"."""
    label = content.get("label", {})
    facts = {name: value for name, value in content.items() if name != "label"}
    return facts | {f"label.{item}": label.get(item, "") for item in LabelItem.values}


def changed_facts(draft: ListingDraft) -> dict[str, Any]:
    """Return fact → value of what a draft says another way than the product did when it was begun."""
    return changed_values(flat(draft.base), flat(draft_content(draft)))


def differences(draft: ListingDraft) -> list[Difference]:
    """Return what approving a draft would change, beside how the product stands now."""
    now = flat(product_content(draft.product)) if draft.product else {}
    before = flat(draft.base)
    is_change = bool(draft.base) and draft.state != DraftState.APPROVED
    changed = changed_facts(draft)
    names = sorted(changed, key=list(flat(draft_content(draft))).index)
    return [
        Difference(
            name=fact_name(name),
            now=fact_words(name, now.get(name)),
            proposed=fact_words(name, changed[name]),
            is_disputed=is_change and not is_same(now.get(name), before.get(name)),
        )
        for name in names
        if not _is_untold(draft, name, changed[name])
    ]


def _is_untold(draft: ListingDraft, name: str, value: Any) -> bool:
    """An ordinary kind of goods is nothing to tell of a new product."""
    return name == "legal_type" and draft.product is None and value == LegalType.ORDINARY


def fact_name(name: str) -> str:
    """Return what people call a fact."""
    if name.startswith("label."):
        return str(LabelItem(name.removeprefix("label.")).label)
    column: Any = ListingDraft._meta.get_field(name)
    return capfirst(str(column.verbose_name))


def fact_words(name: str, value: Any) -> str:
    """Return the value of a fact as people read it; empty where there is none."""
    if value in (None, ""):
        return ""
    if name == "classification":
        node = ClassificationNode.objects.filter(pk=value).first()
        return f"{node.set_number}. {node.name}" if node else ""
    if name == "legal_type":
        return capfirst(str(LegalType(value).label))
    if name == "weight_grams":
        return f"{thousands(value)} g"
    if name == "days_on_the_way":
        return _("%(days)s days") % {"days": value}
    if name == "season_months":
        return capfirst(season_words(value)) if value else ""
    if name == "closed_off_season":
        return _("Yes") if value else ""
    if name == "delivery_provinces":
        return area_words(value, Province.objects.select_related("region")) if value else ""
    return str(value)


def preview_product(draft: ListingDraft) -> Product:
    """Return the product as the draft would make it, unsaved, for rules and pages that read one.

    Only what a draft says, its producer and place are there; nothing of it may be saved.
    """
    product = Product(
        pk=draft.product_id or 0,
        slug=draft.product.slug if draft.product else f"tin-{draft.pk}",
        structure=Product.STANDALONE,
        producer=draft.producer,
        province=draft.province,
        classification=draft.classification,
        **{name: getattr(draft, name) for name in SHARED},
    )
    statements = [
        LabelStatement(item=item, text=text)
        for item, text in draft_content(draft)["label"].items()
        if item in LabelItem.values
    ]
    # An unsaved product has no rows of its own to ask for.
    product._prefetched_objects_cache = {"label_statements": statements}  # type: ignore[attr-defined]
    return product


def written_texts(draft: ListingDraft) -> dict[str, str]:
    """Return fact → text of all that buyers would read."""
    texts = {name: getattr(draft, name) for name in ("title", "description", "unit")}
    texts |= {f"label.{item}": text for item, text in draft_content(draft)["label"].items()}
    return texts | {f"photo.{photo.pk}": photo.caption for photo in draft.photos.all()}
