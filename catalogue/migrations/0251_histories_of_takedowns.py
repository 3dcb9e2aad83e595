"""What was lifted before two persons were asked for says so; every takedown gets its history."""

from django.db import migrations


def write(apps, schema_editor):
    Takedown = apps.get_model("catalogue", "Takedown")
    Event = apps.get_model("catalogue", "TakedownEvent")
    Takedown.objects.filter(lifted_at__isnull=False, lift_basis="").update(lift_basis="earlier")
    events = []
    for row in Takedown.objects.order_by("pk").iterator():
        facts = {"kind": "placed", "at": row.placed_at, "by_id": row.placed_by_id}
        events.append(Event(takedown=row, reason=row.note, **facts))
        if row.lifted_at is not None:
            facts = {"kind": "lifted", "at": row.lifted_at, "by_id": row.lifted_by_id}
            events.append(Event(takedown=row, reason=row.lift_reason, **facts))
    Event.objects.bulk_create(events)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0250_star_reports")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
