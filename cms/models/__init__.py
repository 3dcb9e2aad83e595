"""One page type a file."""

from cms.models.image import ShopImage, ShopRendition

__all__ = ["ShopImage", "ShopRendition"]
