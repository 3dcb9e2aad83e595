"""Registrations only."""

from wagtail import hooks

from cms.choosers import category_chooser, producer_chooser, product_chooser


@hooks.register("register_admin_viewset")
def register_choosers():
    return [product_chooser, producer_chooser, category_chooser]
