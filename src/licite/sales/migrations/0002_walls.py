"""The walls around deals."""

from django.db import migrations

from licite.kit.sqlfile import RunSQLFile


class Migration(migrations.Migration):
    """Policies, composite keys to the contact, and what the database writes of each step."""

    dependencies = [("sales", "0001_initial"), ("people", "0002_walls"), ("lawful", "0002_walls")]
    operations = [RunSQLFile("001_walls.sql"), RunSQLFile("002_purchases.sql")]
