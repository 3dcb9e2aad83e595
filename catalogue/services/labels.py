"""The one way to write what a label says."""

from collections.abc import Mapping

from django.db import transaction

from catalogue.models import LabelStatement, Product
from catalogue.models.label import LabelItem
from catalogue.text import normalize


@transaction.atomic
def state_label(*, product: Product, texts: Mapping[str, str]) -> None:
    """Write the statements of these items; an empty text takes the statement away.

    Items that `texts` does not name stay as they are. Raises ValueError for an unknown item.
    """
    for item, text in texts.items():
        cleaned = normalize(text).strip()
        statements = LabelStatement.objects.filter(product=product, item=LabelItem(item))
        if not cleaned:
            for statement in statements:
                statement.delete()
        elif not statements.filter(text=cleaned).exists():
            LabelStatement.objects.update_or_create(
                product=product, item=LabelItem(item), defaults={"text": cleaned}
            )
