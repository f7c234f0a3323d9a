"""What the curriculum adds to the Wagtail admin."""

from . import lawyer_admin, source_reviews_admin  # noqa: F401 - register their menu items and addresses
