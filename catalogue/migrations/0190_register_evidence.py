"""What a row of the register proves of the day of issue, and what only makes one probable."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0180_dates_with_bounds")]

    operations = [
        migrations.AddField("registerentry", "issued_not_before", models.DateField(blank=True, null=True, verbose_name="not issued before")),
        migrations.AddField("registerentry", "issued_not_after", models.DateField(blank=True, null=True, verbose_name="not issued after")),
        migrations.AddField("registerentry", "evidence", models.TextField(blank=True, default="", verbose_name="what proves the day of issue"), preserve_default=False),
        migrations.AddField("registerentry", "date_hint", models.TextField(blank=True, default="", help_text="Where a steward would look first; nothing is sold on it.", verbose_name="what makes a day of issue probable"), preserve_default=False),
        migrations.AddField("registerentry", "is_proven", models.BooleanField(default=True, help_text="Not where date, stars or holder are only reported: then no certificate is made.", verbose_name="proven")),
    ]
