"""How the journal is read, and how its sealing stands."""

from django.db import migrations

from licite.kit.sqlfile import RunSQLFile


class Migration(migrations.Migration):
    """Definer functions for the explorer and for health."""

    dependencies = [("journal", "0001_initial")]
    operations = [RunSQLFile("002_reading.sql")]
