"""Looks at the whole tree; 1 if any rule is broken."""

import sys

import django
from django.conf import settings

from rules import python, templates
from rules.documented import undocumented
from rules.sizes import sizes
from rules.source import Fault, python_files, template_files
from rules.translations import catalogues, translations


def faults() -> list[Fault]:
    """Every fault of the tree, sorted."""
    code, pages = python_files(), template_files()
    found = [fault for rule in python.RULES for source in code for fault in rule(source)]
    found += [fault for rule in templates.RULES for source in pages for fault in rule(source)]
    found += sizes([*code, *pages])
    found += undocumented(code)
    found += translations([*code, *pages], catalogues())
    return sorted(set(found))


def main() -> int:
    """Print them."""
    settings.configure(USE_I18N=True)  # reading templates asks for settings, none of ours
    django.setup()
    found = faults()
    for fault in found:
        print(fault)
    print(f"house rules: {len(found)} faults" if found else "house rules: kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
