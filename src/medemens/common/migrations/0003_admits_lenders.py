# Made by `medemens makemigrations`

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0002_counts_of_tries"),
    ]

    operations = [
        migrations.AddField(
            model_name="authority",
            name="admits_lenders",
            field=models.BooleanField(default=False),
        ),
    ]
