from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payment', '0120_bank_lines'),
        ('payment', '0140_refund_steps'),
    ]

    operations = [
        migrations.AddField(
            model_name='paymentattempt',
            name='for_payer',
            field=models.BooleanField(db_default=False, default=False, verbose_name='paid by a link'),
        ),
    ]
