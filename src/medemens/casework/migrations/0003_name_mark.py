# Made by `medemens makemigrations`

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_audit_is_never_changed"),
        ("common", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="name_mark",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("name_mark", None), _negated=True), fields=["authority", "name_mark"], name="by_name_mark"
            ),
        ),
    ]
