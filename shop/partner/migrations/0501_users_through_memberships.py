from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

BATCH = 5000


def move(apps, schema_editor):
    """Whoever could sign in for a seller owns it: nobody was told anything else."""
    old, new = _tables(apps)
    pairs, moment = old.objects.order_by("pk").values_list("partner_id", "user_id"), timezone.now()
    rows = (
        new(partner_id=partner, user_id=user, role="owner", since=moment)
        for partner, user in pairs.iterator()
    )
    new.objects.bulk_create(rows, batch_size=BATCH)
    schema_editor.delete_model(old)


def move_back(apps, schema_editor):
    """Roles and moments are lost."""
    old, new = _tables(apps)
    schema_editor.create_model(old)
    pairs = new.objects.order_by("pk").values_list("partner_id", "user_id")
    rows = (old(partner_id=partner, user_id=user) for partner, user in pairs.iterator())
    old.objects.bulk_create(rows, batch_size=BATCH)
    new.objects.all().delete()


def _tables(apps):
    return apps.get_model("partner", "Partner").users.through, apps.get_model("partner", "Membership")


class Migration(migrations.Migration):

    dependencies = [
        ('partner', '0500_memberships'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(move, move_back)],
            state_operations=[
                migrations.AlterField(
                    model_name='partner',
                    name='users',
                    field=models.ManyToManyField(blank=True, related_name='partners', through='partner.Membership', through_fields=('partner', 'user'), to=settings.AUTH_USER_MODEL, verbose_name='Users'),
                ),
            ],
        ),
    ]
