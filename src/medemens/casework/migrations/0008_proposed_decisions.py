# Made by `medemens makemigrations`

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0007_register_is_never_changed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("report", "Report"),
                    ("from_reporter", "From Reporter"),
                    ("to_reporter", "To Reporter"),
                    ("note", "Note"),
                    ("status", "Status"),
                    ("handler", "Handler"),
                    ("finding", "Finding"),
                    ("term", "Term"),
                    ("proposed", "Proposed"),
                    ("sent_back", "Sent Back"),
                    ("decision", "Decision"),
                    ("referral", "Referral"),
                    ("link", "Link"),
                    ("withdrawn", "Withdrawn"),
                    ("closed", "Closed"),
                    ("reopened", "Reopened"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="ProposedDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("taken", "Taken"), ("sent_back", "Sent Back")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("judged_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposed_decisions", to="casework.case"
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="proposed", to="casework.decision"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposed_decision", to="casework.entry"
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("judged_by", None), models.Q(("judged_by", models.F("proposed_by")), _negated=True), _connector="OR"
                        ),
                        name="taken_by_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("case",), name="one_proposed_decision_waits"
                    ),
                ],
            },
        ),
    ]
