# Made by `medemens makemigrations`

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0008_proposed_decisions"),
        ("lenders", "0002_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Follower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lookup", models.BinaryField(max_length=32, unique=True)),
                ("way", models.CharField(choices=[("mail", "Mail"), ("webhook", "Webhook")], max_length=10)),
                ("address", models.BinaryField()),
                ("secret", models.BinaryField(null=True)),
                ("language", models.CharField(default="nl", max_length=5)),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("told_until", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("kvk", models.CharField(blank=True, db_index=True, max_length=8)),
                ("provider", models.CharField(blank=True, max_length=60)),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "lender",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="accounts", to="lenders.lender"
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="account", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=40)),
                ("answers", models.BinaryField(null=True)),
                ("code", models.BinaryField()),
                ("begun_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="lenders.account"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "lender",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="lenders.lender"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Followed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lender", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lenders.lender")),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="followed", to="lenders.follower"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tries", models.PositiveIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("delivered_at", models.DateTimeField(null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.registerentry"),
                ),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="lenders.follower"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("given_on", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("amount", models.BigIntegerField(null=True)),
                ("number", models.PositiveIntegerField(null=True)),
                ("description", models.BinaryField(null=True)),
                ("added_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="lenders.application"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "paper",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="lenders.paper"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_at", None), ("lender__isnull", False), _connector="OR"),
                name="confirmed_for_a_lender",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["account", "id"], name="applications_of_account"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_at", None), ("answers", None), _connector="OR"),
                name="sent_answers_are_only_in_the_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="followed",
            constraint=models.UniqueConstraint(fields=("follower", "lender"), name="followed_once"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("delivered_at", None), ("given_up_at", None)), fields=["next_at"], name="deliveries_to_do"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("follower", "entry"), name="delivered_once"),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                condition=models.Q(("number__isnull", False), ("valid_until__isnull", False)),
                fields=["valid_until"],
                name="papers_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperpart",
            constraint=models.UniqueConstraint(fields=("paper", "number"), name="paper_part_once"),
        ),
    ]
