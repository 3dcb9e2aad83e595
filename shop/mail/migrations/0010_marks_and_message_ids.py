"""E-mails are marked while they are handed over, and keep their Message-ID and own address."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("mail", "0001_outgoing_email")]

    operations = [
        migrations.AddField(
            model_name="outgoingemail",
            name="message_id",
            field=models.CharField(blank=True, max_length=120, verbose_name="Message-ID", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="outgoingemail",
            name="recipients",
            field=models.TextField(blank=True, verbose_name="own addresses", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="outgoingemail",
            name="mime",
            field=models.TextField(blank=True, verbose_name="own words", default=""),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="outgoingemail",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("sending", "being handed over"),
                    ("sent", "sent"),
                    ("dropped", "no longer needed"),
                    ("refused", "refused"),
                    ("uncertain", "may have gone"),
                ],
                default="waiting",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.RemoveConstraint(model_name="outgoingemail", name="letter_once"),
        migrations.AddConstraint(
            model_name="outgoingemail",
            constraint=models.UniqueConstraint(
                condition=models.Q(recipients=""),
                fields=("kind", "about", "reader"),
                name="email_once",
            ),
        ),
    ]
