"""A coordinator's figures of one subject are counted within its index."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0004_removed_case"),
        ("common", "0002_counts_of_tries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RemoveIndex(model_name="case", name="open_on_subject"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=[
                    "authority",
                    "subject",
                    "due_on",
                    "id",
                    "closed_at",
                    "handler",
                    "municipality",
                    "status",
                    "received_at",
                ],
                name="open_on_subject",
            ),
        ),
    ]
