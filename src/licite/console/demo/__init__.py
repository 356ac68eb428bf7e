"""An invented company, its people and two years of history: plain frozen records, no database.

The same seed and the same `now` always give the same data. Nothing here exists: names are put together
from lists, e-mails end in `.example`, phones come from ranges no one can be reached at, company numbers
from a range never attributed. Towns, postal codes and departments are real, so that checks on them pass.
"""

from licite.console.demo.build import DemoBase, build
from licite.console.demo.bulk import stream

__all__ = ["DemoBase", "build", "stream"]
