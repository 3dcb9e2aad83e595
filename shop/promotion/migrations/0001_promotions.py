import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offer', '0013_range_excluded_categories'),
        ('order', '0100_ocop'),
        ('partner', '0111_whole_price_constraint'),
        ('voucher', '0010_auto_20210224_0712'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PromotionBenefit',
            fields=[
            ],
            options={
                'verbose_name': 'benefit of a promotion',
                'verbose_name_plural': 'benefits of promotions',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('offer.benefit',),
        ),
        migrations.CreateModel(
            name='PromotionCondition',
            fields=[
            ],
            options={
                'verbose_name': 'condition of a promotion',
                'verbose_name_plural': 'conditions of promotions',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('offer.condition',),
        ),
        migrations.CreateModel(
            name='Promotion',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('percentage', 'percentage off'), ('amount', 'amount off'), ('free_delivery', 'free delivery')], max_length=20, verbose_name='what it gives')),
                ('value', models.PositiveIntegerField(default=0, verbose_name='percent, or đồng')),
                ('bearer', models.CharField(choices=[('seller', 'the seller'), ('shop', 'the shop')], max_length=10, verbose_name='who bears it')),
                ('minimum', models.PositiveIntegerField(default=0, verbose_name='goods for at least')),
                ('max_uses', models.PositiveIntegerField(blank=True, null=True, verbose_name='orders at most')),
                ('max_uses_per_buyer', models.PositiveIntegerField(blank=True, null=True, verbose_name='orders of one buyer at most')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='promotion', to='offer.conditionaloffer')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='promotions', to='partner.partner', verbose_name='seller')),
                ('voucher', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='promotion', to='voucher.voucher')),
            ],
            options={
                'verbose_name': 'promotion',
                'verbose_name_plural': 'promotions',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='PromotionUse',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=128, verbose_name='name when ordered')),
                ('code', models.CharField(blank=True, max_length=128, verbose_name='code')),
                ('bearer', models.CharField(choices=[('seller', 'the seller'), ('shop', 'the shop')], max_length=10, verbose_name='who bears it')),
                ('goods', models.PositiveIntegerField(verbose_name='taken off goods in đồng')),
                ('delivery', models.PositiveIntegerField(verbose_name='taken off delivery in đồng')),
                ('used_at', models.DateTimeField(verbose_name='used at')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promotion_uses', to='order.order')),
                ('promotion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='promotion.promotion')),
            ],
            options={
                'verbose_name': 'use of a promotion',
                'verbose_name_plural': 'uses of promotions',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='promotion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'percentage'), ('value__range', (1, 100))), models.Q(('kind', 'amount'), ('value__gt', 0)), models.Q(('kind', 'free_delivery'), ('value', 0)), _connector='OR'), name='promotion_value_of_kind'),
        ),
        migrations.AddConstraint(
            model_name='promotion',
            constraint=models.CheckConstraint(condition=models.Q(('bearer__in', ['seller', 'shop'])), name='promotion_bearer_known'),
        ),
        migrations.AddConstraint(
            model_name='promotion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bearer', 'seller'), _negated=True), ('partner__isnull', False), _connector='OR'), name='promotion_seller_bears_own'),
        ),
        migrations.AddConstraint(
            model_name='promotion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('max_uses__isnull', True), ('max_uses__gt', 0), _connector='OR'), models.Q(('max_uses_per_buyer__isnull', True), ('max_uses_per_buyer__gt', 0), _connector='OR')), name='promotion_limits_positive'),
        ),
        migrations.AddConstraint(
            model_name='promotionuse',
            constraint=models.UniqueConstraint(fields=('promotion', 'order'), name='promotion_use_once'),
        ),
        migrations.AddConstraint(
            model_name='promotionuse',
            constraint=models.CheckConstraint(condition=models.Q(('goods__gt', 0), ('delivery__gt', 0), _connector='OR'), name='promotion_use_gave_something'),
        ),
    ]
