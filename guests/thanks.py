"""The host thanks who presented, once, after the session."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.refused import Refused

from . import session_mail
from .models import Preparation, Session


@transaction.atomic
def thank(session: Session, words: str) -> None:
    """Keep the words and mail them. Raises Refused before the end of the session and the second time."""
    locked = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if not (locked.is_confirmed and locked.is_over):
        raise Refused(_("You can send your thanks when the session is over. Come back then."))
    preparation, _made = Preparation.objects.get_or_create(session=locked)
    if preparation.thanked_at:
        raise Refused(_("The entrepreneur has your thanks already. Write them yourself if you want to say more."))
    preparation.thanks, preparation.thanked_at = words, timezone.now()
    preparation.save(update_fields=["thanks", "thanked_at"])
    session_mail.tell_thanks(locked, words)
