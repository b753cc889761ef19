# Made by `medemens makemigrations`

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0004_representatives"),
    ]

    operations = [
        migrations.AddField(
            model_name="authority",
            name="edits_monitor",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="authority",
            name="reports_progress",
            field=models.BooleanField(default=False),
        ),
    ]
