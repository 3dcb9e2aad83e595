from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payment", "0140_refund_steps")]

    operations = [
        migrations.AddConstraint(
            model_name="paymentattempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["started", "open"])),
                fields=("payment",),
                name="payment_attempt_one_open",
            ),
        ),
    ]
