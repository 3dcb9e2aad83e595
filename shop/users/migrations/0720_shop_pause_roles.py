"""Shopkeepers may close the shop for orders; permissions are normally made after the last migration."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from shop.users.roles import create_roles


def give(apps, schema_editor):
    create_permissions(
        installed.get_app_config("partner"),
        verbosity=0,
        interactive=False,
        using=schema_editor.connection.alias,
        apps=apps,
    )
    create_roles(apps)


class Migration(migrations.Migration):
    dependencies = [("users", "0632_signed_in_browsers"), ("partner", "0720_pauses")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
