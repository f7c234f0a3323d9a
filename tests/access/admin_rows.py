"""What the addresses of the Wagtail admin are asked for: a row of each kind that stands there."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Site, Task, Workflow

from certificates.models import CertificateDesign
from cms.models import Source, Term
from discussions.models import CourseHost
from guests.models import CasePage
from hr.models import WorksCouncilDecision
from people.models import EmailDomain, IdentityProvider, JobTitle, RetentionPeriod
from quizzes.models import ExtraTime
from tests.factories.courses import module_of
from tests.factories.hr import Municipality
from tests.factories.session_steps import make_film

from .addresses import Address
from .foreign_rows import Foreign

_FIXED = {
    "content_type_app_name": "courses",
    "content_type_model_name": "lessonpage",
    "action_name": "approve",
    "media_type": "video",
    "filter_spec": "width-100",
    "mode": "",
    "uidb64": "MQ",
    "token": "set-password",
    "number": 1,
    "kind": "lesson",
}
# What app_label (or app_name) and model_name are, by the beginning of the path.
_MODELS = {
    "/admin/bulk/": ("wagtailcore", "page"),
    "/admin/pages/create/": ("courses", "coursepage"),
    "/admin/tag-autocomplete/": ("taggit", "tag"),
    "/admin/workflows/tasks/add/": ("wagtailcore", "groupapprovaltask"),
    "/admin/editing-sessions/": ("wagtailcore", "page"),
    "/admin/settings/": ("cms", "branding"),
    "/admin/localize/": ("cms", "source"),
}
# No translation, upload or session of an editor is there.
_NOTHING = 987654321


class AdminRows:
    """pk: by the beginning of the path, of which the longest counts. named: by the name of the argument."""

    def __init__(self, foreign: Foreign, town: Municipality, submitted: CasePage, certificate: int) -> None:
        rows = foreign.rows
        lesson = rows["lesson"]
        revision = lesson.save_revision()
        question = rows["attempt"].quiz.items.first().question
        task, workflow = Task.objects.earliest("pk"), Workflow.objects.earliest("pk")
        source = Source.objects.create(key="aw2012", title="Aanbestedingswet", url="https://wetten.example/")
        self.named = _FIXED | {
            **dict.fromkeys(("page_id", "page_to_move_id", "page_pk", "object_id", "pk"), lesson.pk),
            **dict.fromkeys(("parent_page_id", "destination_id"), module_of(rows["course"]).pk),
            **dict.fromkeys(("revision_id", "revision_id_a", "revision_id_b"), revision.pk),
            **dict.fromkeys(("document_id", "doc_id"), foreign.document.pk),
            "image_id": foreign.image.pk,
            "media_id": make_film().pk,
            "collection_id": foreign.document.collection_id,
            "task_id": task.pk,
            "task_state_id": submitted.current_workflow_task_state.pk,
            "workflow_state_id": submitted.current_workflow_state.pk,
            "workflow_pk": workflow.pk,
            "site_pk": Site.objects.get().pk,
            "question_id": question.pk,
            "quiz_pk": rows["attempt"].quiz.pk,
            "public_id": rows["attempt"].public_id,
            "source": source.pk,
            "key": lesson.translation_key,
        }
        made = {"workflow": workflow.pk, "task": task.pk, "question": question.pk, "source": source.pk}
        self.pk = _by_beginning(foreign, town, made | {"submitted": submitted.pk, "certificate": certificate})

    def filled(self, address: Address) -> str:
        """Its path, with a row that is there for each argument."""
        values: dict[str, Any] = {**dict.fromkeys(address.arguments, _NOTHING)}
        values |= {name: value for name, value in self.named.items() if name in values}
        if "pk" in values:
            values["pk"] = _longest(self.pk, address.path, values["pk"])
        app, model = _longest(_MODELS, address.path, ("cms", "source"))
        labels = {"app_label": app, "app_name": app, "model_name": model, "action": "delete"}
        return address.path % (values | {name: value for name, value in labels.items() if name in values})


def _by_beginning(foreign: Foreign, town: Municipality, made: dict[str, int]) -> dict[str, Any]:
    return {
        "/admin/api/main/documents/": foreign.document.pk,
        "/admin/api/main/images/": foreign.image.pk,
        "/admin/collections/": foreign.document.collection_id,
        "/admin/workflows/": made["workflow"],
        "/admin/workflows/tasks/": made["task"],
        "/admin/certificaten": made["certificate"],
        "/admin/ondernemers/uitnodiging/": foreign.invitation.pk,
        "/admin/ondernemers/aanmelding/": foreign.application.pk,
        "/admin/case-review/": made["submitted"],
        "/admin/snippets/cms/source/": made["source"],
        "/admin/snippets/choose/cms/source/": made["source"],
        "/admin/localize/": made["source"],
        "/admin/snippets/guests/enterprise/": foreign.enterprise.pk,
        "/admin/snippets/choose/guests/enterprise/": foreign.enterprise.pk,
        "/admin/snippets/quizzes/question/": made["question"],
        "/admin/snippets/choose/quizzes/question/": made["question"],
        "/admin/organisation/": town.organisation.pk,
        "/admin/department/": town.department.pk,
        "/admin/membership/": foreign.learner.memberships.get().pk,
        "/admin/users/": foreign.learner.pk,
        "/admin/groups/": Group.objects.earliest("pk").pk,
        "/admin/sites/": Site.objects.get().pk,
        "/admin/settings/": Site.objects.get().pk,
        "/admin/documents/": foreign.document.pk,
        "/admin/images/": foreign.image.pk,
        **_made(foreign, town.organisation),
    }


def _longest(choices: dict[str, Any], path: str, otherwise: Any) -> Any:
    fitting = [one for one in choices if path.startswith(one)]
    return choices[max(fitting, key=len)] if fitting else otherwise


def _made(foreign: Foreign, organisation: Any) -> dict[str, Any]:
    """Rows of which nothing else stands in the world."""
    decision = WorksCouncilDecision(organisation=organisation, reference="OR-1", decided_on="2026-01-05")
    rows = {
        "/admin/snippets/cms/term/": Term(key="perceel", term="Perceel", meaning="Een deel van een opdracht."),
        "/admin/snippets/certificates/certificatedesign/": CertificateDesign(name="Eigen"),
        "/admin/jobtitle/": JobTitle(organisation=organisation, name="Inkoper"),
        "/admin/emaildomain/": EmailDomain(organisation=organisation, domain="hier.example"),
        # Off, so that nobody is led to it.
        "/admin/identityprovider/": IdentityProvider(organisation=organisation, kind=IdentityProvider.Kind.SAML),
        "/admin/retentionperiod/": RetentionPeriod(organisation=organisation, kept="looks", days=5),
        "/admin/works_council_decisions/": decision,
        "/admin/extratime/": ExtraTime(user=foreign.learner, percentage=25),
        "/admin/coursehost/": CourseHost(course=foreign.rows["course"], user=foreign.editor),
    }
    for row in rows.values():
        row.save()
    made = {beginning: row.pk for beginning, row in rows.items()}
    for kind in ("cms/term", "certificates/certificatedesign"):
        made[f"/admin/snippets/choose/{kind}/"] = made[f"/admin/snippets/{kind}/"]
    return made
