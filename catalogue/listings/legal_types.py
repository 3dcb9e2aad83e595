"""What the law makes of the products of a set."""

from catalogue.models import ClassificationNode
from catalogue.models.product import LegalType


def lawful_types(node: ClassificationNode) -> list[LegalType]:
    """Return what the law makes of a product of that set; empty where the set carries no flag."""
    return [
        legal_type
        for legal_type in LegalType
        if legal_type != LegalType.ORDINARY and getattr(node, legal_type)
    ]
