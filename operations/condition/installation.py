"""What this installation runs on and with which settings."""

import platform
from collections.abc import Callable
from pathlib import Path

import django
import wagtail
import yaml
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operations.support import ending, read_support

from .finding import Level, Measure, Seen


def platform_version() -> str:
    """As the catalogue of public code has it (publiccode.yml)."""
    description = Path(settings.BASE_DIR) / "publiccode.yml"
    return str(yaml.safe_load(description.read_text())["softwareVersion"])


def versions() -> Seen:
    words = {
        "platform": platform_version(),
        "django": django.get_version(),
        "wagtail": wagtail.__version__,
        "python": platform.python_version(),
    }
    said = _("Leren doet leven %(platform)s, Django %(django)s, Wagtail %(wagtail)s, Python %(python)s.")
    return Seen(Level.GOOD, said % words)


def support_left() -> Seen:
    """In days, of what ends first."""
    products, today = read_support(), timezone.localdate()
    left = min(product.until - today for product in products).days
    soon = list(ending(products, today))
    if not soon:
        return Seen(Level.GOOD, _("Everything that the website runs on is supported for 90 days or more."), left)
    said = _("%(product)s %(version)s gets repairs of security until %(day)s.")
    sentences = [
        said % {"product": one.product, "version": one.version, "day": date_format(one.until)}
        for one, _has_ended in soon
    ]
    level = Level.NOW if any(has_ended for _product, has_ended in soon) else Level.SOON
    return Seen(level, " ".join([*sentences, _("Ask your supplier for the upgrade.")]), left)


def _setting(name: str, is_good: Callable[[], object], meaning: str | Promise, bad: Level = Level.SOON) -> Measure:
    """A measure of one setting. meaning: what to do when it is not good. name: as in the environment."""

    def look() -> Seen:
        if is_good():
            return Seen(Level.GOOD, _("This setting is in order."))
        return Seen(bad, str(meaning))

    return Measure(f"setting_{name.lower()}", name, look)


SETTINGS = (
    _setting(
        "DEBUG",
        lambda: not settings.DEBUG,
        gettext_lazy("Errors show passwords and code to everyone. Take DEBUG out of the settings now."),
        Level.NOW,
    ),
    _setting(
        "DEMO_ACCOUNTS",
        lambda: not settings.DEMO_ACCOUNTS_ALLOWED,
        gettext_lazy("This is a demonstration: its passwords are public. Never put real data in it."),
    ),
    _setting(
        "ENCRYPTION_KEYS",
        lambda: settings.ENCRYPTION_KEYS,
        gettext_lazy("A new SECRET_KEY would end every second step. Set ENCRYPTION_KEYS, and keep a copy elsewhere."),
    ),
    _setting(
        "CERTIFICATE_SEAL_KEY",
        lambda: settings.CERTIFICATE_SEAL_KEY and not settings.CERTIFICATE_SEAL_IS_DEMONSTRATION,
        gettext_lazy("Certificates have no seal that proves who made them. Set CERTIFICATE_SEAL_KEY."),
    ),
    _setting(
        "VIRUS_SCANNER",
        lambda: settings.VIRUS_SCANNER,
        gettext_lazy("Files that come in are not scanned for viruses. Install clamd and set VIRUS_SCANNER."),
    ),
    _setting(
        "ERROR_MAIL_TO",
        lambda: settings.ADMINS,
        gettext_lazy("Nobody gets mail when something goes wrong. Set ERROR_MAIL_TO."),
    ),
    _setting(
        "TRUSTED_PROXY_COUNT",
        lambda: settings.ALLAUTH_TRUSTED_PROXY_COUNT,
        gettext_lazy(
            "Behind a web server all visitors share one limit on signing in. Set TRUSTED_PROXY_COUNT to the number of "
            "servers in front."
        ),
    ),
    _setting(
        "METRICS_TOKEN",
        lambda: settings.METRICS_TOKEN,
        gettext_lazy(
            "No program watches this website at night. Set METRICS_TOKEN and let Prometheus read the figures."
        ),
    ),
)
MEASURES = (
    Measure("versions", gettext_lazy("Versions"), versions),
    Measure("support_left", gettext_lazy("Support"), support_left, unit="days"),
    *SETTINGS,
)
