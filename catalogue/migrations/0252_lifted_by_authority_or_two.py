"""Only the authority or two persons lift a takedown, whatever writes into the table."""

import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0251_histories_of_takedowns")]

    operations = [
        migrations.AddConstraint(
            model_name='takedown',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lift_basis', ''), ('lift_document_number', ''), ('lifted_at__isnull', True), ('lifted_by__isnull', True)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False), models.Q(('lift_reason', ''), _negated=True), models.Q(models.Q(('lift_basis', 'authority'), models.Q(('lift_document_number', ''), _negated=True)), models.Q(('lift_basis', 'two_persons'), ('lift_requested_by__isnull', False), models.Q(('lift_requested_by', models.F('lifted_by')), _negated=True)), models.Q(('lift_basis', 'earlier'), ('lifted_at__lt', datetime.datetime(2026, 12, 31, 17, 0, tzinfo=datetime.timezone.utc))), _connector='OR')), _connector='OR'), name='takedown_lifted_by_authority_or_two'),
        ),
    ]
