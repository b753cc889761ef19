# Made by `medemens makemigrations`

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0007_register_is_never_changed"),
        ("common", "0003_admits_lenders"),
        ("lenders", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("made_known_on", models.DateField()),
                ("takes_effect_on", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("facts", models.JSONField(default=dict)),
                ("reasons", models.TextField(max_length=4000)),
                ("annuls", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("approved", "Approved"),
                            ("published", "Published"),
                            ("sent_back", "Sent Back"),
                        ],
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("judged_at", models.DateTimeField(null=True)),
                ("remark", models.TextField(blank=True, max_length=4000)),
                (
                    "authority",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.authority"),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.registerentry"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.registerentry"
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "lender",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="lenders.lender"),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "approved"])),
                        fields=["made_known_on"],
                        name="proposals_not_done",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("judged_by", None), models.Q(("judged_by", models.F("proposed_by")), _negated=True), _connector="OR"
                        ),
                        name="judged_by_another",
                    )
                ],
            },
        ),
    ]
