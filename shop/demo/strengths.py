"""Strengths of the demonstration's alcohol: those that the name in the register states, no other.

What states none is shown to adults and not sold.
"""

from catalogue.alcohol import read_strength
from catalogue.models import Product
from catalogue.models.label import LabelItem
from catalogue.models.product import LegalType
from catalogue.services.labels import state_label


def state_strengths() -> tuple[int, int]:
    """Write the strength that a product's name states on its label; returns how many, and 0 changed.

    What a label says already stays.
    """
    unstated = Product.objects.filter(legal_type=LegalType.ALCOHOL).exclude(
        label_statements__item=LabelItem.ALCOHOL
    )
    stated = 0
    for product in unstated.order_by("pk"):
        strength = read_strength(product.title)
        if strength is None:
            continue
        number = f"{strength.normalize():f}".replace(".", ",")
        state_label(
            product=product, texts={LabelItem.ALCOHOL: f"{number}% vol (theo tên sản phẩm)"}
        )
        stated += 1
    return stated, 0
