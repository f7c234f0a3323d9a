"""What waits to be done, and what was done last."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.drawing import missing_pdf
from hr.jobs import waiting_jobs
from operations.heartbeat import BACKUP, silent_for
from people.models import AuditEntry
from people.outbox import Queue, queue

from .finding import Level, Measure, Seen

# The sweep goes round each minute; what waits as long as this, nobody works on.
MAY_WAIT = timedelta(minutes=15)
# A night and a busy morning: what is done each day has been missed.
A_DAY = timedelta(hours=26)
# In an hour, of everybody together; people mistype, programs guess.
MOST_REFUSED = 100


def mail_due(outbox: Queue) -> Seen:
    overdue = outbox.overdue.total_seconds()
    words = {"time": timesince(timezone.now() - outbox.overdue), "count": outbox.waiting}
    if outbox.overdue > MAY_WAIT:
        said = _(
            "Mail has been due for %(time)s. Send a test mail below: it tells what the mail server answers. "
            "Nothing is lost: mail is tried for 72 hours."
        )
        return Seen(Level.NOW, said % words, overdue)
    if not outbox.waiting:
        return Seen(Level.GOOD, _("No mail waits."), overdue)
    said = ngettext("%(count)d mail waits for its turn.", "%(count)d mails wait for their turn.", outbox.waiting)
    return Seen(Level.GOOD, said % words, overdue)


def mail_waiting(outbox: Queue) -> Seen:
    waiting = outbox.waiting
    said = ngettext("%(count)d mail still has to go out.", "%(count)d mails still have to go out.", waiting)
    return Seen(Level.GOOD, said % {"count": waiting}, waiting)


def mail_given_up(outbox: Queue) -> Seen:
    given_up = outbox.given_up
    if not given_up:
        return Seen(Level.GOOD, _("Every mail reached the mail server."), 0)
    said = ngettext(
        "%(count)d mail was given up after 72 hours. One mail: the address is probably wrong. Many: repair the mail "
        "server and run “manage.py retry_mail”.",
        "%(count)d mails were given up after 72 hours. One mail: the address is probably wrong. Many: repair the mail "
        "server and run “manage.py retry_mail”.",
        given_up,
    )
    return Seen(Level.SOON, said % {"count": given_up}, given_up)


def certificates_undrawn() -> Seen:
    """What was issued a moment ago is being drawn."""
    undrawn = missing_pdf().filter(issued_at__lt=timezone.now() - MAY_WAIT).count()
    if not undrawn:
        return Seen(Level.GOOD, _("Every certificate has its PDF, or it is being drawn."), 0)
    said = ngettext(
        "%(count)d certificate has no PDF. It counts all the same. Look at what stands in the way.",
        "%(count)d certificates have no PDF. They count all the same. Look at what stands in the way.",
        undrawn,
    )
    return Seen(Level.SOON, said % {"count": undrawn}, undrawn)


def files_waiting() -> Seen:
    """Files that HR asked for, or handed in."""
    asked = waiting_jobs()
    if not asked:
        return Seen(Level.GOOD, _("Nobody waits for a file."), 0)
    words = {"count": len(asked), "time": timesince(min(asked))}
    if timezone.now() - min(asked) > MAY_WAIT:
        said = ngettext(
            "%(count)d file waits, for %(time)s. Look whether the regular jobs run, and what the log says.",
            "%(count)d files wait, the longest for %(time)s. Look whether the regular jobs run, and what the log "
            "says.",
            len(asked),
        )
        return Seen(Level.SOON, said % words, len(asked))
    said = ngettext("%(count)d file is being made.", "%(count)d files are being made.", len(asked))
    return Seen(Level.GOOD, said % words, len(asked))


def backup_age() -> Seen:
    silent = silent_for(BACKUP)
    if silent is None:
        return Seen(Level.NOW, _("There was never a backup. Run “manage.py backup” on the server each night."))
    words = {"time": timesince(timezone.now() - silent)}
    if silent > A_DAY:
        said = _("The last backup was made %(time)s ago. Look whether its timer runs, and what its log says.")
        return Seen(Level.NOW, said % words, silent.total_seconds())
    return Seen(Level.GOOD, _("The last backup was made %(time)s ago.") % words, silent.total_seconds())


def retention_age() -> Seen:
    runs = AuditEntry.objects.filter(action=AuditEntry.Action.RETAINED)
    last: tuple[datetime, bool] | None = runs.order_by("-at").values_list("at", "ok").first()
    if last is None:
        said = _(
            "Data whose time is over was never removed. The regular jobs do it once a day; look whether they run."
        )
        return Seen(Level.SOON, said)
    at, worked = last
    age, words = timezone.now() - at, {"time": timesince(at)}
    if age > A_DAY:
        said = _("Data whose time is over was last removed %(time)s ago. Look whether the regular jobs run.")
        return Seen(Level.SOON, said % words, age.total_seconds())
    if not worked:
        said = _("Not all data whose time is over could be removed, %(time)s ago. The log of the website says why.")
        return Seen(Level.SOON, said % words, age.total_seconds())
    return Seen(Level.GOOD, _("Data whose time is over was removed %(time)s ago.") % words, age.total_seconds())


def sign_ins_refused() -> Seen:
    an_hour_ago = timezone.now() - timedelta(hours=1)
    refused = AuditEntry.objects.filter(action=AuditEntry.Action.SIGN_IN_REFUSED, at__gte=an_hour_ago).count()
    if refused > MOST_REFUSED:
        said = _(
            "%(count)d times in an hour somebody could not sign in. Somebody guesses passwords, or the sign-on of an "
            "organisation fails. The audit log says when and where."
        )
        return Seen(Level.SOON, said % {"count": refused}, refused)
    said = ngettext(
        "%(count)d time in the past hour somebody could not sign in.",
        "%(count)d times in the past hour somebody could not sign in.",
        refused,
    )
    return Seen(Level.GOOD, said % {"count": refused}, refused)


MEASURES = (
    Measure("mail_due", gettext_lazy("Mail that is due"), mail_due, "seconds", "outboxmail:index", queue),
    Measure("mail_waiting", gettext_lazy("Mail in the outbox"), mail_waiting, "", "outboxmail:index", queue),
    Measure("mail_given_up", gettext_lazy("Mail that was given up"), mail_given_up, "", "outboxmail:index", queue),
    Measure(
        "certificates_undrawn",
        gettext_lazy("Certificates without PDF"),
        certificates_undrawn,
        link="undrawn_certificates",
    ),
    Measure("files_waiting", gettext_lazy("Files that people wait for"), files_waiting),
    Measure("backup_age", gettext_lazy("Backup"), backup_age, unit="seconds"),
    Measure("retention_age", gettext_lazy("Removing what is over"), retention_age, unit="seconds"),
    Measure("sign_ins_refused", gettext_lazy("Sign-ins that were refused"), sign_ins_refused),
)
