# Made by `medemens makemigrations`

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0003_admits_lenders"),
    ]

    operations = [
        migrations.AddField(
            model_name="authority",
            name="consults_lenders",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="staffmember",
            name="representative",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="staffmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("representative", False),
                    models.Q(
                        ("administrator", False),
                        ("auditor", False),
                        ("authority", None),
                        ("coordinator", False),
                        ("handler", False),
                    ),
                    _connector="OR",
                ),
                name="a_representative_is_no_staff",
            ),
        ),
    ]
