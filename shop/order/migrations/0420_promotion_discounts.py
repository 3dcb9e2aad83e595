from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('order', '0410_taxes_and_invoices'),
    ]

    operations = [
        migrations.AddField(
            model_name='producerorder',
            name='delivery_discount',
            field=models.DecimalField(decimal_places=0, default=0, max_digits=12, verbose_name='taken off its delivery in đồng'),
        ),
        migrations.AddField(
            model_name='producerorder',
            name='shop_discount',
            field=models.DecimalField(decimal_places=0, default=0, max_digits=12, verbose_name='discounts that the shop bears, in đồng'),
        ),
        migrations.AddConstraint(
            model_name='producerorder',
            constraint=models.CheckConstraint(condition=models.Q(('delivery_discount__gte', 0), ('shop_discount__gte', 0)), name='producer_order_discounts_not_negative'),
        ),
    ]
