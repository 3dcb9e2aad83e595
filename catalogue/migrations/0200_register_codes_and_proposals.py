"""What registers also print: product code, last day and remark; and proposals of their ends."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0231_log_of_undone_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='registerentry',
            name='last_day',
            field=models.DateField(blank=True, null=True, verbose_name='last day as printed'),
        ),
        migrations.AddField(
            model_name='registerentry',
            name='product_code',
            field=models.CharField(blank=True, default='', max_length=40, verbose_name='product code as printed'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='registerentry',
            name='remark',
            field=models.CharField(blank=True, default='', max_length=255, verbose_name='remark as printed'),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name='ProposedExtension',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision_number', models.CharField(blank=True, max_length=80, verbose_name='decision number')),
                ('decision_date', models.DateField(blank=True, null=True, verbose_name='decision date')),
                ('source', models.TextField(blank=True, verbose_name='what the source says')),
                ('state', models.CharField(choices=[('open', 'waiting for confirmation'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='open', max_length=10, verbose_name='state')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                ('until', models.DateField(blank=True, null=True, verbose_name='extended until')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='catalogue.certificate', verbose_name='certificate')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'proposed extension',
                'verbose_name_plural': 'proposed extensions',
                'ordering': ['proposed_at', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('decision_date__isnull', False)), fields=('certificate', 'decision_number', 'decision_date'), name='proposedextension_once_a_day'), models.UniqueConstraint(condition=models.Q(('decision_date__isnull', True)), fields=('certificate', 'decision_number'), name='proposedextension_once_undated'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decided_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='proposedextension_decided_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='proposedextension_rejected_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='ProposedRevocation',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision_number', models.CharField(blank=True, max_length=80, verbose_name='decision number')),
                ('decision_date', models.DateField(blank=True, null=True, verbose_name='decision date')),
                ('source', models.TextField(blank=True, verbose_name='what the source says')),
                ('state', models.CharField(choices=[('open', 'waiting for confirmation'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='open', max_length=10, verbose_name='state')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                ('ground', models.CharField(blank=True, choices=[('a', 'false or forged dossier'), ('b', 'criteria no longer met'), ('c', 'breach of quality, food-safety, environment, IP or labelling law'), ('d', 'OCOP mark used wrongly, causing confusion'), ('dd', 'the producer stopped making it'), ('e', 'other finding of a competent authority')], max_length=2, verbose_name='ground of revocation')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='catalogue.certificate', verbose_name='certificate')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'proposed revocation',
                'verbose_name_plural': 'proposed revocations',
                'ordering': ['proposed_at', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('decision_date__isnull', False)), fields=('certificate', 'decision_number', 'decision_date'), name='proposedrevocation_once_a_day'), models.UniqueConstraint(condition=models.Q(('decision_date__isnull', True)), fields=('certificate', 'decision_number'), name='proposedrevocation_once_undated'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decided_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='proposedrevocation_decided_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='proposedrevocation_rejected_for_a_reason')],
            },
        ),
    ]
