"""The walls around what the organisation decided."""

from django.db import migrations

from licite.kit.sqlfile import RunSQLFile


class Migration(migrations.Migration):
    """Policies, and the two acts that the database checks."""

    dependencies = [("packs", "0001_initial"), ("access", "0002_gate")]
    operations = [RunSQLFile("001_packs.sql")]
