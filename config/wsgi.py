"""WSGI entry point. WSGI, not ASGI: several Django vulnerabilities touched ASGI only."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

application = get_wsgi_application()

# Looking for cycles among the rows of a large file takes a third of its time and finds none. So what is loaded by now
# is left out, and the search begins after fifty thousand new objects, not after seven hundred.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
