"""The web process."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licite.settings")
application = get_wsgi_application()
# What is loaded once stays: the collector, which would walk all of it every few hundred pages, leaves it alone, and the
# web processes go on sharing its memory.
gc.collect()
gc.freeze()
