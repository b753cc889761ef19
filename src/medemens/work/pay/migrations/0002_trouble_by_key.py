"""The reason why a job failed is kept by its key, so that it can be shown in the reader's language.

Reasons that were kept as English text are dropped: jobs end within a day.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pay", "0001_initial")]

    operations = [
        migrations.RemoveField(model_name="payrollcheck", name="trouble"),
        migrations.AddField(model_name="payrollcheck", name="trouble", field=models.JSONField(blank=True, default=dict)),
    ]
