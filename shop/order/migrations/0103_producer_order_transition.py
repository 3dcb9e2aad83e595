"""Steps of a seller's part and the basket left over get the names that the code says; no row changes."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("order", "0102_order_extras")]

    operations = [
        migrations.RenameField("OrderSubmission", "rest", "leftover_basket"),
        migrations.RenameModel("ParcelMove", "ProducerOrderTransition"),
        migrations.AlterField(
            "ProducerOrderTransition",
            "parcel",
            models.ForeignKey(
                on_delete=models.CASCADE,
                related_name="transitions",
                to="order.producerorder",
                verbose_name="parcel",
            ),
        ),
        migrations.RemoveConstraint("ProducerOrderTransition", "parcel_move_once"),
        migrations.RemoveConstraint("ProducerOrderTransition", "parcel_move_ending_has_reason"),
        migrations.AddConstraint(
            "ProducerOrderTransition",
            models.UniqueConstraint(
                fields=["parcel", "after"], name="producer_order_transition_once"
            ),
        ),
        migrations.AddConstraint(
            "ProducerOrderTransition",
            models.CheckConstraint(
                name="producer_order_transition_ending_has_reason",
                condition=~Q(after__in=["cancelled", "returned"]) | ~Q(reason=""),
            ),
        ),
    ]
