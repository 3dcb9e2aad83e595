"""Errors name nobody: those of before quoted the answers of mail servers, addresses and all."""

import re

from django.db import migrations

ADDRESS = re.compile(r"""[^\s<>"'(),;:]+@[^\s<>"'(),;:]+""")


def take_addresses_out(apps, schema_editor):
    OutgoingEmail = apps.get_model("mail", "OutgoingEmail")
    for email in OutgoingEmail.objects.filter(error__contains="@").iterator():
        OutgoingEmail.objects.filter(pk=email.pk).update(error=ADDRESS.sub("…@…", email.error))


class Migration(migrations.Migration):

    dependencies = [("mail", "0010_marks_and_message_ids")]

    operations = [migrations.RunPython(take_addresses_out, migrations.RunPython.noop)]
