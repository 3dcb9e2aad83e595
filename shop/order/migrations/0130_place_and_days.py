"""The old name a place was chosen by, the buyer's own phone, and the days of delivery promised."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0101_labels"),
        ("order", "0104_transition_producer_order"),
        ("partner", "0007_partneraddress_code"),
    ]

    operations = [
        migrations.AddField(
            model_name="ordersubmission",
            name="buyer_phone",
            field=models.CharField(
                blank=True, default="", max_length=16, verbose_name="the buyer's own phone"
            ),
        ),
        migrations.AddField(
            model_name="ordersubmission",
            name="former_place",
            field=models.CharField(
                blank=True,
                default="",
                max_length=250,
                verbose_name="old name the place was chosen by",
            ),
        ),
        migrations.AddField(
            model_name="producerorder",
            name="days_from",
            field=models.PositiveSmallIntegerField(
                null=True, verbose_name="delivered after days, at least"
            ),
        ),
        migrations.AddField(
            model_name="producerorder",
            name="days_to",
            field=models.PositiveSmallIntegerField(
                null=True, verbose_name="delivered after days, at most"
            ),
        ),
        migrations.AddConstraint(
            model_name="producerorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("days_from__isnull", True), ("days_to__isnull", True)),
                    models.Q(("days_from__isnull", False), ("days_to__gte", models.F("days_from"))),
                    _connector="OR",
                ),
                name="producer_order_days_in_order",
            ),
        ),
    ]
