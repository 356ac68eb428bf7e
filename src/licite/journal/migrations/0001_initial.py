"""The journal's tables."""

from django.db import migrations

from licite.kit.sqlfile import RunSQLFile


class Migration(migrations.Migration):
    """Tables of the journal; Django has no model of them, so nothing can save or delete one."""

    dependencies = []
    operations = [RunSQLFile("001_entries.sql")]
