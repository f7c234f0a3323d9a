"""Names and addresses in words about something else: mail to others, logs, earlier versions of pages."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry, Revision

from people.models import Membership, OutboxMail, User


def remove_traces(user: User, addresses: frozenset[str]) -> None:
    """Done when somebody is erased."""
    words = {*addresses, *([user.name] if user.name else [])}
    _empty_mail_to_others(words)
    _empty_labels(user, words)
    _forget_comments(user)


def last_administrator(user: User) -> Iterator[str]:
    """Somebody must be able to give roles, and to erase the next one."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        yield _("You are the only administrator. Make somebody else an administrator first.")


def last_officer(user: User) -> Iterator[str]:
    """A municipality without an HR officer follows nobody."""
    hr = Membership.objects.current().filter(role=Membership.Role.HR)
    for own in hr.filter(user=user).select_related("organisation"):
        if not hr.filter(organisation=own.organisation, user__is_active=True).exclude(user=user).exists():
            yield _(
                "You are the only HR officer of %(organisation)s. "
                "Have an administrator give somebody else that role first."
            ) % {"organisation": own.organisation}


def _empty_mail_to_others(words: Iterable[str]) -> None:
    """Mail that waits, or was given up, and names the person: better not sent than sent about nobody."""
    names = Q()
    for word in words:
        for column in ("subject", "body", "calendar", "way_out"):
            names |= Q(**{f"{column}__icontains": word})
    named = OutboxMail.objects.filter(names)
    named.filter(state=OutboxMail.State.WAITING).update(state=OutboxMail.State.NOT_WANTED)
    named.update(subject="", body="", calendar="", way_out="")


def _empty_labels(user: User, words: Iterable[str]) -> None:
    """Wagtail's log of changes to accounts and memberships calls them by their name."""
    of_the_account = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    for word in words:
        of_the_account |= Q(label__icontains=word)
    ModelLogEntry.objects.filter(of_the_account).update(label="", data={})


def _forget_comments(user: User) -> None:
    """What was said between editors stands in the log and in earlier versions of the page as well."""
    said = PageLogEntry.objects.filter(user_id=user.pk, action__startswith="wagtail.comments")
    said.exclude(data={}).update(data={})
    commented = {*Comment.objects.filter(user=user).values_list("page", flat=True)}
    commented |= {*CommentReply.objects.filter(user=user).values_list("comment__page", flat=True)}
    versions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id__in=[str(pk) for pk in commented]
    )
    for version in versions.iterator():
        if _drop_comments(version.content, user.pk):
            Revision.objects.filter(pk=version.pk).update(content=version.content)


def _drop_comments(content: dict[str, Any], user: int) -> bool:
    """Whether there were any."""
    comments = content.get("wagtail_admin_comments") or []
    kept = [comment for comment in comments if comment.get("user") != user]
    dropped = len(kept) != len(comments)
    for comment in kept:
        replies = comment.get("replies") or []
        comment["replies"] = [reply for reply in replies if reply.get("user") != user]
        dropped = dropped or len(comment["replies"]) != len(replies)
    content["wagtail_admin_comments"] = kept
    return dropped
