"""Scans of certificates leave the folder that a web server hands out.

It stands here because migrations of the forks touch nothing but tables: an empty database leaves
them out.
"""

from django.db import migrations

from catalogue.private_storage import ONCE_PUBLIC, take_private


def take_scans_private(apps, schema_editor):
    for folder in ONCE_PUBLIC:
        take_private(folder)


class Migration(migrations.Migration):
    dependencies = [("cms", "0020_photo_field"), ("catalogue", "0150_photos")]

    operations = [migrations.RunPython(take_scans_private, migrations.RunPython.noop)]
