"""Groups of the back office; permissions are normally made after the last migration."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from shop.users.roles import lay_out_roles

LABELS = ["catalogue", "partner", "order", "reviews"]


def lay_out(apps, schema_editor):
    for label in LABELS:
        create_permissions(
            installed.get_app_config(label),
            verbosity=0,
            interactive=False,
            using=schema_editor.connection.alias,
            apps=apps,
        )
    lay_out_roles(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("catalogue", "0100_ocop"),
        ("partner", "0007_partneraddress_code"),
        ("order", "0021_billingaddress_code_shippingaddress_code"),
        ("reviews", "0005_productreview_code"),
    ]

    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
