# Made by `medemens makemigrations`

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0005_subjects_counted_in_their_index"),
        ("common", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("made_known_on", models.DateField()),
                ("takes_effect_on", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("facts", models.JSONField(default=dict)),
                ("recorded_at", models.DateTimeField()),
                ("annulled", models.BooleanField(default=False)),
                (
                    "authority",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.authority"),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="casework.registerentry",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="casework.decision"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="register_entries", to="common.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["register", "organisation", "id"], name="register_of_one"),
                    models.Index(fields=["register", "recorded_at"], name="register_changes"),
                    models.Index(
                        condition=models.Q(("valid_until", None), _negated=True),
                        fields=["register", "valid_until"],
                        name="register_ends",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("takes_effect_on__gte", models.F("made_known_on"))), name="effect_after_made_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("annulled", False), ("corrects__isnull", False), _connector="OR"),
                        name="annulled_is_a_correction",
                    ),
                ],
            },
        ),
    ]
