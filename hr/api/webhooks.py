"""Telling a program of an organisation that somebody finished a course.

What is sent is a CloudEvent (version 1.0, as JSON), signed as Standard Webhooks does it: HMAC-SHA256 over id, moment
and body. It is written in the transaction of the event, sent by the sweep, and tried again for three days.
"""

import base64
import hashlib
import hmac
import json
import logging
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from courses.models import CourseCompletion
from hr.models import Webhook, WebhookDelivery
from hr.scope import Scope, officer_scope
from people.models import Membership, Organisation, User

from . import rows
from .description import PREFIX
from .post import PostError, post

logger = logging.getLogger(__name__)

COMPLETED = "nl.lerendoetleven.hr.completion.recorded.v1"
SECRET_PREFIX = "whsec_"  # noqa: S105 - what stands in front of each
TRIED_FOR, FIRST_WAIT, LONGEST_WAIT = timedelta(hours=72), timedelta(minutes=1), timedelta(hours=4)
KEPT_FOR = timedelta(days=30)
MOST_AT_ONCE = 200
State = WebhookDelivery.State


def webhooks_of(officer: User) -> QuerySet[Webhook]:
    """Those of the organisations whose HR officer this is, with how many messages wait and were given up, and when
    the last one arrived. Raises Http404 for others."""
    own = Webhook.objects.filter(organisation__in=officer_scope(officer).organisations)
    of_state = {state: Q(deliveries__state=state) for state in State}
    return own.select_related("organisation").annotate(
        waiting=Count("deliveries", filter=of_state[State.WAITING]),
        given_up=Count("deliveries", filter=of_state[State.GIVEN_UP]),
        last_sent_at=Max("deliveries__settled_at", filter=of_state[State.SENT]),
    )


def make_webhook(officer: User, organisation: Organisation, url: str) -> Webhook:
    secret = SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    return Webhook.objects.create(organisation=organisation, url=url, secret=secret, created_by=officer)


def tell_completed(completion: CourseCompletion, **_signal: Any) -> None:
    """Note it for every webhook of the organisations this person works for now. Listens to course_completed."""
    employers = Membership.objects.current().filter(user=completion.enrolment.user_id).values("organisation")
    webhooks = Webhook.objects.filter(organisation__in=employers)
    now = timezone.now()
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(
            webhook=webhook,
            event_id=uuid4(),
            kind=COMPLETED,
            happened_at=completion.recorded_at,
            data={"completion": completion.pk},
            next_try_at=now,
            give_up_at=now + TRIED_FOR,
        )
        for webhook in webhooks
    )


def send_due_deliveries() -> int:
    """Send what is due; returns how many arrived. A regular job.

    Killed between sending and writing that down, an event goes out a second time, with the same id.
    """
    return sum(_send(delivery) for delivery in _claimed())


def old_deliveries() -> QuerySet[WebhookDelivery]:
    """What was settled a month ago."""
    return WebhookDelivery.objects.filter(settled_at__lt=timezone.now() - KEPT_FOR)


def forget_old_deliveries() -> int:
    """Remove it."""
    return old_deliveries().delete()[0]


def _claimed() -> Iterator[WebhookDelivery]:
    for _number in range(MOST_AT_ONCE):
        now = timezone.now()
        with transaction.atomic():
            due = WebhookDelivery.objects.filter(state=State.WAITING, next_try_at__lte=now)
            due = due.order_by("next_try_at", "pk").select_related("webhook")
            delivery = due.select_for_update(skip_locked=True, of=("self",)).first()
            if delivery is None:
                return
            delivery.next_try_at = now + min(FIRST_WAIT * 2**delivery.attempts, LONGEST_WAIT)
            delivery.attempts += 1
            delivery.save(update_fields=["attempts", "next_try_at"])
        yield delivery


def _send(delivery: WebhookDelivery) -> bool:
    event = event_of(delivery)
    if event is None:
        # The person left meanwhile, or is erased: there is nothing this organisation may be told any more.
        _settle(delivery, State.GIVEN_UP, "")
        return False
    body = json.dumps(event).encode()
    headers = {"Content-Type": "application/cloudevents+json; charset=utf-8"}
    try:
        post(delivery.webhook.url, body, headers | signature(delivery.webhook, str(delivery.event_id), body))
    except PostError as error:
        logger.warning("Event %s could not be delivered (attempt %s): %s", delivery.pk, delivery.attempts, error)
        over = timezone.now() >= delivery.give_up_at
        _settle(delivery, State.GIVEN_UP if over else State.WAITING, str(error))
        return False
    _settle(delivery, State.SENT, "")
    return True


def _settle(delivery: WebhookDelivery, state: WebhookDelivery.State, error: str) -> None:
    fields: dict[str, Any] = {"state": state, "last_error": error[:100]}
    if state != State.WAITING:
        fields |= {"settled_at": timezone.now(), "data": {}}
    # Of this attempt only: when another sweep began the next one, that one decides.
    WebhookDelivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts).update(**fields)


def event_of(delivery: WebhookDelivery) -> dict[str, Any] | None:
    """The CloudEvent, with the same data as the API gives of it at this moment; None for who may not be told of."""
    people = Scope(frozenset({delivery.webhook.organisation_id}), frozenset()).people()
    found = CourseCompletion.objects.filter(
        pk=delivery.data["completion"], enrolment__user__in=people.values("user")
    ).select_related("enrolment__course")
    answers = rows.completions(list(found), people)
    if not answers:
        return None
    return {
        "specversion": "1.0",
        "id": str(delivery.event_id),
        "source": f"{settings.BASE_URL}{PREFIX}",
        "type": delivery.kind,
        "subject": str(answers[0].id),
        "time": delivery.happened_at.isoformat(),
        "datacontenttype": "application/json",
        "data": answers[0].model_dump(mode="json", by_alias=True),
    }


def signature(webhook: Webhook, event_id: str, body: bytes, at: datetime | None = None) -> dict[str, str]:
    """The three headers of Standard Webhooks."""
    moment = str(int((at or timezone.now()).timestamp()))
    key = base64.b64decode(webhook.secret.removeprefix(SECRET_PREFIX))
    signed = hmac.new(key, f"{event_id}.{moment}.".encode() + body, hashlib.sha256).digest()
    proof = f"v1,{base64.b64encode(signed).decode()}"
    return {"webhook-id": event_id, "webhook-timestamp": moment, "webhook-signature": proof}
