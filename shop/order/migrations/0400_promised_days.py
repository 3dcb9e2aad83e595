"""What was promised of a delivery stands with the order as days; who bears it, and where it is picked up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("order", "0331_transition_once_by_people")]

    operations = [
        migrations.AddField(
            model_name="orderlinesnapshot",
            name="return_hours",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="hours to complain of fresh goods"
            ),
        ),
        migrations.AddField(
            model_name="producerorder",
            name="pickup_address",
            field=models.CharField(
                blank=True, default="", max_length=250, verbose_name="pickup address"
            ),
        ),
        migrations.AddField(
            model_name="producerorder",
            name="pickup_hours",
            field=models.CharField(
                blank=True, default="", max_length=200, verbose_name="pickup hours"
            ),
        ),
        migrations.AddField(
            model_name="producerorder",
            name="promised_from",
            field=models.DateField(null=True, verbose_name="promised from"),
        ),
        migrations.AddField(
            model_name="producerorder",
            name="promised_until",
            field=models.DateField(null=True, verbose_name="promised until"),
        ),
        migrations.AddField(
            model_name="producerorder",
            name="shipping_borne",
            field=models.DecimalField(
                decimal_places=0,
                default=0,
                max_digits=12,
                verbose_name="delivery borne by the seller in đồng",
            ),
        ),
        migrations.AddConstraint(
            model_name="producerorder",
            constraint=models.CheckConstraint(
                condition=models.Q(promised_from__isnull=True, promised_until__isnull=True)
                | models.Q(
                    promised_from__isnull=False,
                    promised_until__gte=models.F("promised_from"),
                    promised_until__isnull=False,
                ),
                name="producer_order_promise_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="producerorder",
            constraint=models.CheckConstraint(
                condition=models.Q(shipping_borne__gte=0), name="producer_order_borne_not_negative"
            ),
        ),
    ]
