"""The old name that an address was chosen by; landlines may receive parcels too."""

import shop.users.phone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('users', '0070_takedown_roles'),
    ]

    operations = [
        migrations.AddField(
            model_name='deliveryaddress',
            name='former_place',
            field=models.CharField(blank=True, default='', max_length=250, verbose_name='old name it was chosen by'),
        ),
        migrations.AlterField(
            model_name='deliveryaddress',
            name='phone',
            field=models.CharField(max_length=16, validators=[shop.users.phone.validate_vietnamese_phone], verbose_name='phone'),
        ),
    ]
