"""The day of issue between bounds; certificates of before keep the day they have as the exact one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def keep_the_days(apps, schema_editor):
    certificates = apps.get_model("catalogue", "Certificate").objects.using(
        schema_editor.connection.alias
    )
    certificates.update(
        issued_not_before=F("valid_from"),
        issued_not_after=F("valid_from"),
        possible_until=F("valid_until"),
    )


def day(verbose_name, **options):
    return models.DateField(verbose_name=verbose_name, **options)


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0170_takedowns"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProvinceAssignment",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("province", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to="catalogue.province", verbose_name="province")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="province_assignments", to=settings.AUTH_USER_MODEL, verbose_name="person")),
            ],
            options={
                "verbose_name": "province assignment",
                "verbose_name_plural": "province assignments",
                "ordering": ["province__name", "pk"],
                "permissions": [("act_for_all_provinces", "Can act for all provinces")],
                "constraints": [models.UniqueConstraint(fields=("user", "province"), name="province_assignment_once_per_person")],
            },
        ),
        migrations.AddField("certificate", "evidence", models.TextField(blank=True, default="", help_text="Required while the day itself is not known: site, date, subject.", verbose_name="what proves the day of issue"), preserve_default=False),
        migrations.AddField("certificate", "issued_not_before", day("not issued before", null=True)),
        migrations.AddField("certificate", "issued_not_after", day("not issued after", null=True)),
        migrations.AddField("certificate", "possible_until", day("possibly valid until, that day included", null=True)),
        migrations.RunPython(keep_the_days, migrations.RunPython.noop),
        migrations.AlterField("certificate", "issued_not_before", day("not issued before")),
        migrations.AlterField("certificate", "issued_not_after", day("not issued after")),
        migrations.AlterField("certificate", "possible_until", day("possibly valid until, that day included")),
        migrations.AlterField("certificate", "valid_from", day("certainly valid from")),
        migrations.AlterField("certificate", "valid_until", day("certainly valid until, that day included")),
        migrations.AlterField("certificateevent", "kind", models.CharField(choices=[("submitted", "submitted"), ("verified", "verified"), ("extended", "extended"), ("revoked", "revoked"), ("superseded", "superseded"), ("corrected", "corrected")], max_length=10, verbose_name="kind")),
        migrations.AddConstraint("certificate", models.CheckConstraint(name="certificate_bounds_in_order", condition=Q(issued_not_before__lte=F("issued_not_after")) & Q(valid_from__gte=F("issued_not_after")) & Q(possible_until__gte=F("valid_until")))),
        migrations.AddConstraint("certificate", models.CheckConstraint(name="certificate_bounds_with_evidence", condition=Q(issued_not_before=F("issued_not_after")) | ~Q(evidence=""))),
    ]
