# Made by `medemens makemigrations`

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_name_mark"),
        ("common", "0002_counts_of_tries"),
    ]

    operations = [
        migrations.CreateModel(
            name="RemovedCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_type", models.CharField(max_length=40)),
                ("outcome", models.CharField(blank=True, max_length=40)),
                ("received_on", models.DateField()),
                ("closed_on", models.DateField()),
                ("removed_on", models.DateField()),
                ("because", models.CharField(max_length=40)),
                ("readable_until", models.DateField()),
                (
                    "authority",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.authority"),
                ),
                (
                    "mailbox",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="removed", to="casework.mailbox"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["readable_until"], name="notices_by_end")],
            },
        ),
    ]
