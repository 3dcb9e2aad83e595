"""What shoppers search for gets the name that the code says; no row changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0005_entries_in_force")]

    operations = [migrations.RenameModel("SearchedText", "SearchTerm")]
