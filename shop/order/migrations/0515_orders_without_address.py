"""Orders whose parcels are all picked up are sent nowhere."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("order", "0420_promotion_discounts")]

    operations = [
        migrations.AlterField(
            "ordersubmission",
            "province",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.province",
            ),
        ),
        migrations.AlterField(
            "ordersubmission",
            "commune",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.commune",
            ),
        ),
    ]
