"""The numbers of days go: the dates say what was promised."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("order", "0401_days_become_dates")]

    operations = [
        migrations.RemoveConstraint(
            model_name="producerorder", name="producer_order_days_in_order"
        ),
        migrations.RemoveField(model_name="producerorder", name="days_from"),
        migrations.RemoveField(model_name="producerorder", name="days_to"),
    ]
