import catalogue.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partner', '0420_price_records'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('owner', 'owner'), ('seller', 'seller'), ('packer', 'packer')], default='owner', max_length=10, verbose_name='role')),
                ('since', models.DateTimeField(default=catalogue.clock.now, verbose_name='since')),
                ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='partner.partner', verbose_name='seller')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': ['since', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('partner', 'user'), name='membership_one_live'),
                    models.CheckConstraint(condition=models.Q(('role__in', ['owner', 'seller', 'packer'])), name='membership_role_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PastMembership',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('owner', 'owner'), ('seller', 'seller'), ('packer', 'packer')], max_length=10, verbose_name='role')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('until', models.DateTimeField(default=catalogue.clock.now, verbose_name='until')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_memberships', to='partner.partner', verbose_name='seller')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_memberships', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'past membership',
                'verbose_name_plural': 'past memberships',
                'ordering': ['-until', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='past_membership_in_order'),
                ],
            },
        ),
    ]
