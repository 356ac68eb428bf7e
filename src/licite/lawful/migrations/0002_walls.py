"""The walls around what lawful keeps."""

from django.db import migrations

from licite.kit.sqlfile import RunSQLFile


class Migration(migrations.Migration):
    """Keys to the records, policies, and the acts that the database checks."""

    dependencies = [("lawful", "0001_initial"), ("people", "0002_walls")]
    operations = [
        RunSQLFile("001_objections.sql"),
        RunSQLFile("010_purposes.sql"),
        RunSQLFile("020_consents.sql"),
        RunSQLFile("030_notices.sql"),
        RunSQLFile("040_suppression.sql"),
        RunSQLFile("050_facts.sql"),
        RunSQLFile("060_notes.sql"),
        RunSQLFile("070_objections_in_error.sql"),
    ]
