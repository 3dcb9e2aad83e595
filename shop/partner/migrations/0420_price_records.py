import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


def begin(apps, schema_editor):
    """What is asked today is known from today on."""
    stock, records = apps.get_model("partner", "StockRecord"), apps.get_model("partner", "PriceRecord")
    priced = stock.objects.filter(price__isnull=False).order_by("pk").values_list("pk", "price")
    moment = timezone.now()
    records.objects.bulk_create(
        (records(stockrecord_id=pk, price=price, at=moment) for pk, price in priced.iterator()),
        batch_size=5000,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('partner', '0410_tax_classes'),
    ]

    operations = [
        migrations.CreateModel(
            name='PriceRecord',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('price', models.DecimalField(blank=True, decimal_places=0, max_digits=12, null=True, verbose_name='price in đồng')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('stockrecord', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='price_records', to='partner.stockrecord')),
            ],
            options={
                'verbose_name': 'price from a moment on',
                'verbose_name_plural': 'prices from a moment on',
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['stockrecord', 'at'], name='price_record_of_stock')],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
