"""The walls around imports."""

from django.db import migrations

from licite.kit.sqlfile import RunSQLFile


class Migration(migrations.Migration):
    """Policies, the composite key to the contact, and the one job of this room."""

    dependencies = [("intake", "0001_initial"), ("people", "0002_walls"), ("sales", "0002_walls")]
    operations = [RunSQLFile("001_walls.sql"), RunSQLFile("002_drafts.sql"), RunSQLFile("003_events.sql")]
