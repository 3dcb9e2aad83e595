"""Roles of the dashboard as groups with Django's permissions.

Whoever enters a certificate may not verify it; the two groups make that a matter of course, the
service and the database make it impossible. Officers and stewards of provinces act where
catalogue.province_access says, the others everywhere.
"""

from django.apps.registry import Apps

OFFICERS = "Certificate officers"
VERIFIERS = "Certificate verifiers"
SHOPKEEPERS = "Shopkeepers"
PROVINCE_OFFICERS = "Province officers"
PROVINCE_STEWARDS = "Province stewards"
PAYERS = "Payout officers"

_READING = [
    *("catalogue.view_certificate", "catalogue.view_registerentry", "catalogue.view_takedown"),
    *("catalogue.view_registerupload", "catalogue.view_starreport"),
]
_EVERYWHERE = ["catalogue.act_for_all_provinces"]
_TAKEDOWNS = ["catalogue.add_takedown", "catalogue.change_takedown"]
_REPORTS = ["catalogue.change_starreport"]
_ASSISTING = ["partner.add_assistanceconsent"]
_READING_CLAIMS = ["partner.view_producerclaim"]
_CLAIMS = [*_READING_CLAIMS, "partner.change_producerclaim"]
_SENDING = ["catalogue.add_certificate", "catalogue.add_registerupload"]
_DECIDING = ["catalogue.change_certificate", "catalogue.change_registerupload"]
ROLES = {
    OFFICERS: [*_READING, *_EVERYWHERE, *_SENDING],
    VERIFIERS: [*_READING, *_EVERYWHERE, *_TAKEDOWNS, *_REPORTS, *_DECIDING, *_CLAIMS],
    PROVINCE_OFFICERS: [*_READING, *_SENDING, *_READING_CLAIMS, *_ASSISTING],
    PROVINCE_STEWARDS: [*_READING, *_TAKEDOWNS, *_REPORTS, *_DECIDING, *_CLAIMS, *_ASSISTING],
    SHOPKEEPERS: [
        *_READING,
        *_EVERYWHERE,
        *_TAKEDOWNS,
        *_REPORTS,
        *_CLAIMS,
        "catalogue.view_product",
        "catalogue.add_product",
        "catalogue.change_product",
        "catalogue.view_category",
        "partner.view_partner",
        "partner.add_partner",
        "partner.change_partner",
        "partner.add_shoppause",
        "partner.view_stockalert",
        "order.view_order",
        "order.change_order",
        *("payment.view_bankline", "payment.change_bankline", "payment.add_bankstatement"),
        *("promotion.view_promotion", "promotion.add_promotion", "promotion.change_promotion"),
        "reviews.view_productreview",
        "reviews.change_productreview",
    ],
    PAYERS: [
        *("payment.view_payoutbatch", "payment.change_payoutbatch"),
        *("payment.view_selleraccount", "payment.change_selleraccount"),
    ],
}


def create_roles(apps: Apps) -> None:
    """Create the groups and give each exactly its permissions; running it twice changes nothing.

    `apps` is Django's registry or a migration's historical one. A permission of a model that comes
    with a later migration is given by that one.
    """
    groups = apps.get_model("auth", "Group").objects
    permissions = apps.get_model("auth", "Permission").objects
    for name, wanted in ROLES.items():
        pairs = [permission.split(".") for permission in wanted]
        group, _ = groups.get_or_create(name=name)
        group.permissions.set(
            permission
            for label, codename in pairs
            for permission in permissions.filter(content_type__app_label=label, codename=codename)
        )


#: The name that migration 0002 imports.
lay_out_roles = create_roles
