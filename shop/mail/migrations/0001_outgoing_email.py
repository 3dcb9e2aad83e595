"""The outbox of e-mails; a shop of before keeps its rows, which stood in the app "letters"."""

from django.db import migrations, models

BEFORE = "letters_letter"


class CreateOrAdoptModel(migrations.CreateModel):
    """Creates the table, or renames the one that the rows stood in before."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.name)
        if BEFORE in schema_editor.connection.introspection.table_names():
            schema_editor.alter_db_table(model, BEFORE, model._meta.db_table)
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)


def adopt_content_type(apps, schema_editor):
    """Let what refers to the model of before (permissions, admin log) refer to this one."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for kind in ContentType.objects.filter(app_label="letters", model="letter"):
        for permission in Permission.objects.filter(content_type=kind):
            permission.codename = permission.codename.replace("_letter", "_outgoingemail")
            permission.save()
        kind.app_label, kind.model = "mail", "outgoingemail"
        kind.save()


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        CreateOrAdoptModel(
            name='OutgoingEmail',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='kind')),
                ('about', models.PositiveBigIntegerField(verbose_name='about')),
                ('reader', models.PositiveBigIntegerField(default=0, verbose_name='reader')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sent', 'sent'), ('dropped', 'no longer needed'), ('refused', 'refused')], default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='why not')),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('due_at', models.DateTimeField(verbose_name='next attempt')),
                ('tried_at', models.DateTimeField(blank=True, null=True, verbose_name='last attempt')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='opened in the shop at')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['state', 'due_at'], name='letter_due')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'about', 'reader'), name='letter_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='letter_sent_has_time')],
            },
        ),
        migrations.RunPython(adopt_content_type, migrations.RunPython.noop),
    ]
