"""What the demonstration has loaded is a step, and its table says so; no row changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("demo", "0001_stamp")]

    operations = [migrations.RenameModel("Stamp", "LoadedStep")]
