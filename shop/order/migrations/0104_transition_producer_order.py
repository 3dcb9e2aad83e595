"""A transition belongs to a producer order, and its column says so; no row changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("order", "0103_producer_order_transition")]

    operations = [
        migrations.RemoveConstraint("ProducerOrderTransition", "producer_order_transition_once"),
        migrations.RenameField("ProducerOrderTransition", "parcel", "producer_order"),
        migrations.AddConstraint(
            "ProducerOrderTransition",
            models.UniqueConstraint(
                fields=["producer_order", "after"], name="producer_order_transition_once"
            ),
        ),
    ]
