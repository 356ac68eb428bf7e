"""The walls around people."""

from django.db import migrations

from licite.kit.sqlfile import RunSQLFile


class Migration(migrations.Migration):
    """Indexes, composite keys, policies and the acts that the database checks."""

    dependencies = [("people", "0001_initial"), ("access", "0002_gate"), ("lawful", "0001_initial")]
    operations = [
        RunSQLFile("001_walls.sql"),
        RunSQLFile("002_acts.sql"),
        RunSQLFile("003_erasure.sql"),
        RunSQLFile("004_fields.sql"),
        RunSQLFile("005_companies.sql"),
        RunSQLFile("006_history.sql"),
        RunSQLFile("007_files.sql"),
        RunSQLFile("010_views.sql"),
        RunSQLFile("012_arrivals.sql"),
        RunSQLFile("015_days.sql"),
        RunSQLFile("020_merge.sql"),
        RunSQLFile("025_assign.sql"),
        RunSQLFile("011_bulk.sql"),
        RunSQLFile("026_handover.sql"),
        RunSQLFile("027_openings.sql"),
        RunSQLFile("028_company_words.sql"),
        RunSQLFile("029_waiting_pairs.sql"),
        RunSQLFile("030_references.sql"),
        RunSQLFile("031_companies_by_name.sql"),
    ]
