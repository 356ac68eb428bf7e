"""SQL lives in numbered files; a migration only names the file."""

from pathlib import Path

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class RunSQLFile(Operation):
    """Runs `<room>/sql/<name>` once, forwards only; `gate` creates its objects as the gate role."""

    reduces_to_sql = False
    reversible = False

    def __init__(self, name: str) -> None:
        self.name = name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing that Django knows of changes."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Runs the whole file; deferred constraints are settled first, as ALTER TABLE wants."""
        path = Path(__file__).parent.parent / app_label / "sql" / self.name
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(path.read_text(encoding="utf-8"))

    def describe(self) -> str:
        """Shown by `licite migrate`."""
        return f"Run {self.name}"
