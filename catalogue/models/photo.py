"""Oscar's models that hold a picture, with the field that takes photographs in."""

from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.abstract_models import (
    AbstractCategory,
    AbstractProductAttributeValue,
    AbstractProductImage,
)

from catalogue.photos.fields import PhotoField


class ProductImage(AbstractProductImage):
    """A photograph of a product; the first is the cover."""

    original = PhotoField(_("Original"), max_length=255)


class Category(AbstractCategory):
    """A category of Oscar's; the shop groups by classification and shows no picture of it."""

    image = PhotoField(_("Image"), max_length=255, blank=True, null=True)


class ProductAttributeValue(AbstractProductAttributeValue):
    """A value of an attribute; the shop defines no attribute that is a picture."""

    value_image = PhotoField(max_length=255, blank=True, null=True)
