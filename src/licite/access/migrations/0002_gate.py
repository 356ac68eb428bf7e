"""The gate."""

from django.db import migrations

from licite.kit.sqlfile import RunSQLFile


class Migration(migrations.Migration):
    """Tickets, contexts, rights, policies, first profiles, and the journal's door."""

    dependencies = [("access", "0001_initial"), ("journal", "0001_initial"), ("procrastinate", "__latest__")]
    operations = [
        RunSQLFile("001_gate.sql"),
        RunSQLFile("002_rights.sql"),
        RunSQLFile("003_grants.sql"),
        RunSQLFile("004_policies.sql"),
        RunSQLFile("005_profiles.sql"),
        RunSQLFile("006_journal.sql"),
        RunSQLFile("007_jobs.sql"),
        RunSQLFile("008_health.sql"),
        RunSQLFile("009_rules.sql"),
        RunSQLFile("010_profiles.sql"),
        RunSQLFile("012_stand_ins.sql"),
        RunSQLFile("011_portfolios.sql"),
        RunSQLFile("013_requests.sql"),
    ]
