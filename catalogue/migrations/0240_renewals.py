"""Renewal files and what has been told about ends."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0211_begin_certificate_log'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Renewal',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handed_in_on', models.DateField(verbose_name='handed in on')),
                ('receipt_number', models.CharField(max_length=80, verbose_name='number of the receipt')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='extension confirmed at')),
                ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='renewal', to='catalogue.certificate', verbose_name='certificate')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='extension confirmed by')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'renewal file',
                'verbose_name_plural': 'renewal files',
                'ordering': ['-handed_in_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('receipt_number', ''), _negated=True), name='renewal_has_its_receipt'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('recorded_by')), _negated=True)), _connector='OR'), name='renewal_four_eyes')],
            },
        ),
        migrations.CreateModel(
            name='RenewalNotice',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('opens', 'filing opens'), ('closes', 'last day to file'), ('days_60', '60 days left'), ('days_30', '30 days left'), ('ends', 'last day'), ('extension_30', '30 days of the extension left'), ('extension_ends', 'last day of the extension')], max_length=14, verbose_name='stage')),
                ('last_day', models.DateField(verbose_name='last day that it told of')),
                ('on', models.DateField(db_index=True, verbose_name='told on')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renewal_notices', to='catalogue.certificate', verbose_name='certificate')),
            ],
            options={
                'verbose_name': 'renewal notice',
                'verbose_name_plural': 'renewal notices',
                'ordering': ['on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('certificate', 'stage', 'last_day'), name='renewal_notice_once')],
            },
        ),
    ]
