"""The menu of the back office: what is served and nothing else, shown to whoever may open it."""

from django.utils.translation import gettext_lazy as _


def _entry(label, name: str) -> dict:
    return {"label": label, "url_name": f"dashboard:{name}"}


NAVIGATION = [
    {**_entry(_("Dashboard"), "index"), "icon": "fas fa-list"},
    {
        "label": _("OCOP"),
        "icon": "fas fa-certificate",
        "children": [
            _entry(_("Certificates"), "certificate-list"),
            _entry(_("OCOP register"), "register-list"),
        ],
    },
    {
        "label": _("Catalogue"),
        "icon": "fas fa-sitemap",
        "children": [
            _entry(_("Products"), "catalogue-product-list"),
            _entry(_("Product Types"), "catalogue-class-list"),
            _entry(_("Categories"), "catalogue-category-list"),
            _entry(_("Low stock alerts"), "stock-alert-list"),
            _entry(_("Options"), "catalogue-option-list"),
            _entry(_("Attribute Option Groups"), "catalogue-attribute-option-group-list"),
        ],
    },
    {
        "label": _("Fulfilment"),
        "icon": "fas fa-shopping-cart",
        "children": [
            _entry(_("Parcels to send"), "parcel-list"),
            _entry(_("Reviews"), "review-list"),
            _entry(_("Letters that wait"), "letter-list"),
            _entry(_("Orders"), "order-list"),
            _entry(_("Statistics"), "order-stats"),
            _entry(_("Partners"), "partner-list"),
        ],
    },
    {**_entry(_("Customers"), "users-index"), "icon": "fas fa-users"},
    {**_entry(_("Email templates"), "comms-list"), "icon": "fas fa-envelope"},
    {**_entry(_("Reports"), "reports-index"), "icon": "fas fa-chart-bar"},
]
