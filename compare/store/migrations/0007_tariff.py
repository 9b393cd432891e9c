from django.db import migrations, models

import compare.store.models.fields


def _link(to: str) -> models.ForeignKey:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
        to=to,
    )


class Migration(migrations.Migration):
    dependencies = [("store", "0006_statement")]

    operations = [
        migrations.CreateModel(
            name="Tariff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", compare.store.models.fields.DayField()),
                ("valid_to", compare.store.models.fields.DayField()),
                ("known_from", compare.store.models.fields.InstantField()),
                ("known_until", compare.store.models.fields.InstantField(null=True)),
                ("recorded_at", compare.store.models.fields.InstantField()),
                ("retired_at", compare.store.models.fields.InstantField(null=True)),
                ("locator", models.TextField()),
                ("literal", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("components", models.TextField()),
                ("currency", models.CharField(max_length=3)),
                ("tax", models.CharField(max_length=8)),
                ("capture", _link("store.capture")),
                ("cell", _link("store.cell")),
                ("plan", _link("store.plan")),
                ("source", _link("store.source")),
            ],
            options={
                "db_table": "tariff",
                "indexes": [
                    models.Index(fields=["cell", "valid_to", "valid_from"], name="tariff_as_of")
                ],
            },
        ),
    ]
