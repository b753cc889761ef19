# Made by `medemens makemigrations`

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0007_register_is_never_changed"),
        ("common", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lender",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=12, unique=True)),
                ("rsin", models.CharField(blank=True, db_index=True, max_length=9)),
                ("vat", models.CharField(blank=True, db_index=True, max_length=20)),
                ("country", models.CharField(default="NL", max_length=2)),
                ("home_register", models.CharField(blank=True, max_length=100)),
                ("home_number", models.CharField(blank=True, db_index=True, max_length=40)),
                ("website", models.URLField(blank=True)),
                ("sole_trader", models.BooleanField(default=False)),
                ("name_until", models.DateField(null=True)),
                ("changed_at", models.DateTimeField(db_index=True)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lender", to="common.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kid", models.CharField(max_length=43, unique=True)),
                ("public", models.BinaryField(max_length=32)),
                ("private", models.BinaryField(null=True)),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                ("in_use", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("in_use", True)), fields=("in_use",), name="one_signing_key_in_use"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TradeName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("folded", models.CharField(db_index=True, max_length=200)),
                (
                    "lender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="trade_names", to="lenders.lender"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("lender", "name"), name="trade_name_once")],
            },
        ),
    ]
