# Made by `medemens makemigrations`

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("common", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditChain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lane", models.PositiveSmallIntegerField(unique=True)),
                ("length", models.PositiveBigIntegerField(default=0)),
                (
                    "digest",
                    models.BinaryField(
                        default=b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
                        max_length=32,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DailyRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("begun_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("removed", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lookup", models.BinaryField(max_length=32, unique=True)),
                ("public_key", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="AuthorityKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("public_key", models.BinaryField(max_length=32)),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "authority",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="common.authority"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=16, unique=True)),
                ("case_type", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=40)),
                ("municipality", models.CharField(blank=True, max_length=6)),
                ("sealed_for_authority", models.BinaryField()),
                ("sealed_for_reporter", models.BinaryField(null=True)),
                ("formal_request", models.BooleanField(default=False)),
                ("urgent", models.BooleanField(default=False)),
                ("status", models.CharField(max_length=40)),
                ("outcome", models.CharField(blank=True, max_length=40)),
                (
                    "waiting",
                    models.CharField(
                        blank=True,
                        choices=[("", "nobody"), ("reporter", "the reporter"), ("others", "others")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("unread", models.BooleanField(default=True)),
                ("received_at", models.DateTimeField()),
                ("due_on", models.DateField(default=datetime.date(9999, 12, 31))),
                ("closed_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("in_time", models.BooleanField(null=True)),
                ("address_mark", models.BinaryField(max_length=32, null=True)),
                ("referred_from", models.CharField(blank=True, max_length=200)),
                ("kept_for_file", models.BooleanField(default=False)),
                ("irrevocable_on", models.DateField(null=True)),
                ("remove_on", models.DateField(null=True)),
                ("remove_because", models.CharField(blank=True, max_length=40)),
                (
                    "authority",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="common.authority"),
                ),
                (
                    "authority_key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="casework.authoritykey"
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="cases", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="common.organisation"
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="casework.mailbox"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("organisation", "Organisation"), ("address", "Address"), ("pattern", "Pattern")], max_length=20
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="links", to="casework.case"),
                ),
                ("other", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casework.case")),
            ],
        ),
        migrations.CreateModel(
            name="Competence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=40)),
                ("municipality", models.CharField(blank=True, default="", max_length=6)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="competences", to="common.authority"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("description", models.BinaryField()),
                ("bytes", models.PositiveIntegerField()),
                ("parts", models.PositiveSmallIntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="casework.case"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DocumentPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.BinaryField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contents", to="casework.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "Report"),
                            ("from_reporter", "From Reporter"),
                            ("to_reporter", "To Reporter"),
                            ("note", "Note"),
                            ("status", "Status"),
                            ("handler", "Handler"),
                            ("finding", "Finding"),
                            ("term", "Term"),
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
                ("key", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                ("content", models.BinaryField(null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="casework.case"),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="document",
            name="entry",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="casework.entry"),
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(max_length=40)),
                ("decided_on", models.DateField()),
                ("made_known_on", models.DateField()),
                ("takes_effect_on", models.DateField()),
                ("objection_until", models.DateField()),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="casework.case"),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="followed_by", to="casework.decision"
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="decision", to="casework.document"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decision", to="casework.entry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("norm", models.CharField(max_length=60)),
                ("outcome", models.CharField(max_length=20)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="casework.case"),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="finding", to="casework.entry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LogCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begun_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("entries", models.PositiveBigIntegerField()),
                ("walked", models.PositiveBigIntegerField(default=0)),
                ("faults", models.JSONField(default=list)),
                (
                    "staff",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MessageTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=60)),
                ("language", models.CharField(max_length=5)),
                ("title", models.CharField(max_length=100)),
                ("text", models.TextField(max_length=4000)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="templates", to="common.authority"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RecoveryShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recovery_public_key", models.BinaryField(max_length=32)),
                ("sealed", models.BinaryField()),
                (
                    "authority_key",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recovery", to="casework.authoritykey"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to_name", models.CharField(max_length=200)),
                ("basis", models.CharField(max_length=40)),
                ("referred_on", models.DateField()),
                (
                    "authority",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.authority"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="referrals", to="casework.case"),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="referral", to="casework.entry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StaffKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_key", models.BinaryField(max_length=32)),
                ("wrapped", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                (
                    "staff",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="key", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeyShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.BinaryField()),
                ("given_at", models.DateTimeField()),
                (
                    "authority_key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="casework.authoritykey"
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "staff_key",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="casework.staffkey"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=60)),
                ("started_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("met_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="casework.case"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TermChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("suspended", "Suspended"), ("resumed", "Resumed"), ("extended", "Extended")], max_length=12
                    ),
                ),
                ("on", models.DateField()),
                ("weeks", models.PositiveSmallIntegerField(default=0)),
                ("ground", models.CharField(blank=True, max_length=60)),
                (
                    "staff",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="casework.term"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lane", models.PositiveSmallIntegerField()),
                ("number", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.CharField(choices=[("reporter", "Reporter"), ("staff", "Staff"), ("system", "System")], max_length=10),
                ),
                ("deed", models.CharField(max_length=60)),
                ("reference", models.CharField(blank=True, max_length=16)),
                ("details", models.JSONField(default=dict)),
                ("digest", models.BinaryField(max_length=32)),
                (
                    "authority",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.authority"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["authority", "at"], name="audit_of_authority"),
                    models.Index(
                        condition=models.Q(("reference", ""), _negated=True), fields=["reference"], name="audit_of_case"
                    ),
                    models.Index(
                        condition=models.Q(("staff", None), _negated=True), fields=["staff", "at"], name="audit_of_staff"
                    ),
                    models.Index(
                        condition=models.Q(("deed", "case.received"), _negated=True),
                        fields=["authority", "deed", "at"],
                        name="audit_of_deed",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("lane", "number"), name="chain_in_order")],
            },
        ),
        migrations.AddConstraint(
            model_name="authoritykey",
            constraint=models.UniqueConstraint(fields=("authority", "number"), name="keys_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="authoritykey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at", None)), fields=("authority",), name="one_authority_key_in_use"
            ),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.UniqueConstraint(fields=("case", "other"), name="linked_once"),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.CheckConstraint(
                condition=models.Q(("case", models.F("other")), _negated=True), name="not_linked_to_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="competence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("subject", "municipality"), name="one_is_competent_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="documentpart",
            constraint=models.UniqueConstraint(fields=("document", "number"), name="parts_are_numbered"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["case", "id"], name="timeline"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="documents_are_numbered"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["authority", "due_on", "id", "closed_at"], name="open_by_term"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["authority", "received_at", "id", "closed_at"],
                name="open_by_arrival",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["authority", "handler", "due_on", "id", "closed_at"],
                name="open_of_handler",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["authority", "status", "due_on", "id", "closed_at"],
                name="open_in_status",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["authority", "subject", "due_on", "id", "closed_at"],
                name="open_on_subject",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["authority", "municipality", "due_on", "id", "closed_at"],
                name="open_in_place",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("handler", None)),
                fields=["authority", "due_on", "id", "closed_at"],
                name="open_and_new",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), models.Q(("waiting", ""), _negated=True)),
                fields=["authority", "due_on", "id", "closed_at"],
                name="open_and_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("urgent", True)),
                fields=["authority", "due_on", "id", "closed_at"],
                name="open_and_urgent",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), _negated=True),
                fields=["authority", "closed_at", "id"],
                name="closed_by_day",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), _negated=True),
                fields=["authority", "handler", "closed_at", "id"],
                name="closed_of_handler",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), _negated=True),
                fields=["authority", "subject", "closed_at", "id"],
                name="closed_on_subject",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), _negated=True),
                fields=["authority", "municipality", "closed_at", "id"],
                name="closed_in_place",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(models.Q(("closed_at", None), _negated=True), ("urgent", True)),
                fields=["authority", "closed_at", "id"],
                name="closed_and_urgent",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["authority", "received_at", "subject", "municipality"], name="arrivals"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), _negated=True),
                fields=["authority", "closed_at", "case_type", "outcome", "in_time", "subject", "municipality"],
                name="results",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("organisation", None), _negated=True),
                fields=["authority", "organisation"],
                name="by_organisation",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("address_mark", None), _negated=True),
                fields=["authority", "address_mark"],
                name="by_address_mark",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("remove_on", None), _negated=True), fields=["remove_on"], name="by_removal"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("remove_on", None), _negated=True),
                fields=["authority", "remove_on", "remove_because"],
                name="removals",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(models.Q(("closed_at", None), _negated=True), ("remove_on", None)),
                fields=["authority"],
                name="kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at", None),
                    models.Q(("outcome", ""), _negated=True),
                    ("withdrawn_at__isnull", False),
                    _connector="OR",
                ),
                name="closed_with_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="messagetemplate",
            constraint=models.UniqueConstraint(fields=("authority", "key", "language"), name="one_text_a_language"),
        ),
        migrations.AddConstraint(
            model_name="keyshare",
            constraint=models.UniqueConstraint(fields=("authority_key", "staff_key"), name="one_share_each"),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.UniqueConstraint(fields=("case", "rule", "started_on"), name="a_term_runs_once"),
        ),
    ]
