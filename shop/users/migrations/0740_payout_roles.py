"""Payout officers pay sellers; permissions are normally made after the last migration."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from shop.users.roles import create_roles


def give(apps, schema_editor):
    create_permissions(
        installed.get_app_config("payment"),
        verbosity=0,
        interactive=False,
        using=schema_editor.connection.alias,
        apps=apps,
    )
    create_roles(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0720_shop_pause_roles"),
        ("payment", "0740_seller_accounts_and_batches"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
