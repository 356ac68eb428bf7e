"""`python -m tests.seed`: the template database of one test run."""

import django

if __name__ == "__main__":
    django.setup()
    from licite.console.migrate import migrate
    from tests import world

    migrate()
    world.lay()
