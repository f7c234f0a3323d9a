"""Fills the database of tests/deploy/test_many_machines.py and prints, as JSON, who can do what in it."""

import json

import django

django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402 - models need Django to be set up
from django.core.management import call_command  # noqa: E402 - models need Django to be set up
from django.db import connection  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402

from bench.prepare_load import sign_in  # noqa: E402
from bench.questions import choices_of  # noqa: E402
from people.models import Membership, User  # noqa: E402

from ..factories.courses import make_course  # noqa: E402
from ..factories.people import make_mail, make_member, make_organisation, make_user  # noqa: E402
from ..factories.quizzes import make_question, make_quiz, start_attempt  # noqa: E402
from ..factories.site import make_site  # noqa: E402

LEARNERS, MAILS = 4, 150


def main() -> None:
    home = make_site()
    quiz = make_quiz(make_question(), make_question(), shuffle_questions=False)
    course = make_course("Inkopen met betekenis")
    organisation = make_organisation()
    people = {
        "learner": make_member(organisation),
        "officer": make_member(organisation, role=Membership.Role.HR),
        "outsider": make_member(make_organisation(), role=Membership.Role.HR),
        "editor": make_user(is_superuser=True),
    }
    attempts = [start_attempt(make_member(organisation), quiz) for _number in range(LEARNERS)]
    for _number in range(MAILS):
        make_mail(people["learner"])
    told = {
        "home": home.url,
        "course": course.pk,
        "email": people["learner"].email,
        "sessions": {name: sign_in_at_work(person) for name, person in people.items()},
        "attempts": {str(attempt.public_id): sign_in(attempt.user) for attempt in attempts},
        "choices": choices_of(attempts[0].items),
        "migration": take_back_a_migration(),
    }
    print(json.dumps(told))


def sign_in_at_work(person: User) -> str:
    """A session that began with a second step, which whoever works for others needs."""
    session = SessionStore(sign_in(person))
    session["single_sign_on"] = {"second_factor": True}
    session.save()
    return str(session.session_key)


def take_back_a_migration() -> tuple[str, str]:
    """One that nothing rests on, so that there is something to migrate."""
    graph = MigrationLoader(connection).graph
    for app, name in sorted(graph.leaf_nodes()):
        migration = graph.nodes[app, name]
        before = [parent for parent in graph.node_map[app, name].parents if parent.key[0] == app]
        if app in {"hr", "quizzes", "guests"} and before and all(step.reversible for step in migration.operations):
            call_command("migrate", app, before[0].key[1], verbosity=0)
            return app, name
    raise LookupError("No migration can be taken back.")


if __name__ == "__main__":
    main()
