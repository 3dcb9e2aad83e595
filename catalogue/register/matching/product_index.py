"""The products in the books by identity, for rows that show another certificate of one of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from catalogue.models import Product
from catalogue.places import PlaceOrigin
from catalogue.register.identity import ProductIdentity, product_identity, same_product_keys
from catalogue.register.rows import RegisterRow


@dataclass
class ProductIndex:
    """Ids of products by identity, and the former province that each one names."""

    ids: dict[ProductIdentity, list[int]] = field(default_factory=dict)
    former: dict[int, int | None] = field(default_factory=dict)

    @classmethod
    def of(cls, province_ids: Iterable[int]) -> "ProductIndex":
        """Read the products of these provinces."""
        wanted = list(province_ids)
        ids = defaultdict(list, same_product_keys(wanted))
        products = Product.objects.filter(province__in=wanted).order_by()
        return cls(ids, dict(products.values_list("pk", "former_province_id")))

    def find(self, row: RegisterRow, origin: PlaceOrigin) -> int | None:
        """The product that a row is, None where the books hold none or the row does not say enough.

        Two that name different provinces of before mid-2025 are two, although they lie in one today.
        """
        identity = identity_of(row, origin)
        if identity is None:
            return None
        named = origin.former_province.pk if origin.former_province else None
        for pk in self.ids.get(identity, []):
            known = self.former.get(pk)
            if named is None or known is None or named == known:
                return pk
        return None

    def add(self, row: RegisterRow, origin: PlaceOrigin, product_id: int) -> None:
        """Remember a product that was just made of a row."""
        identity = identity_of(row, origin)
        if identity is not None:
            self.ids.setdefault(identity, []).append(product_id)
            former = origin.former_province
            self.former[product_id] = former.pk if former else None


def identity_of(row: RegisterRow, origin: PlaceOrigin) -> ProductIdentity | None:
    """What makes a row this product."""
    province_id = origin.province.pk if origin.province else None
    return product_identity(row.product_name, row.producer_name, province_id)
