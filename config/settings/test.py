"""Settings of the test suite: SQLite in a file (threads need real connections) or DATABASE_URL."""

import os

os.environ["EMAIL_URL"] = "memorymail://"
os.environ["CACHE_URL"] = "locmemcache://"
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["ALLOWED_HOSTS"] = "localhost,testserver"
os.environ["BASE_URL"] = "http://localhost"
# A test that seals or makes badges makes a key of its own.
os.environ["CERTIFICATE_SEAL_KEY"] = ""
os.environ["CERTIFICATE_BADGE_KEY"] = ""

from .dev import *
from .dev import BASE_DIR, DATABASES, STORAGES

# Several runs side by side on one machine each name a database of their own.
_name = os.environ.get("TEST_DB", "platform")
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["TEST"] = {"NAME": str(BASE_DIR / "var" / f"test-{_name}.sqlite3")}
else:
    _database["TEST"] = {"NAME": f"test_{_name}"}
    # The suite opens and drops databases; a pool would hold connections to them.
    _database["OPTIONS"].pop("pool")

# The same database by a second way; only tests of what is read there go that way.
DATABASES["replica"] = _database | {"TEST": {"MIRROR": "default"}}
READS_FROM_REPLICA = False

# Argon2 is slow on purpose; no test is about its speed.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = str(BASE_DIR / "var" / "test-media")
# What tests hand in is gone with the process.
STORAGES = STORAGES | {"private": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
