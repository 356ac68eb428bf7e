"""Rights on the login schema, and what it may ask of the gate."""

from django.db import migrations

from licite.kit.sqlfile import RunSQLFile


class Migration(migrations.Migration):
    """After every table of the login schema is there."""

    dependencies = [
        ("staff", "0001_initial"),
        ("access", "0002_gate"),
        ("account", "__latest__"),
        ("mfa", "__latest__"),
        ("auth", "__latest__"),
        ("contenttypes", "__latest__"),
    ]
    operations = [RunSQLFile("001_login.sql"), RunSQLFile("002_members.sql")]
