"""The analysis of a quiz in the Wagtail admin, for who may edit the quiz."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Revision

from .analysis_advice import ENOUGH_PEOPLE, advice_on, advice_on_quiz
from .analysis_chart import Chart, bar_chart
from .analysis_choices import ChoiceLine
from .analysis_of_quiz import Few, QuestionAnalysis, QuizAnalysis, analysis_of
from .models import Question, QuizPage
from .rules import Mode

FEW_IN_WORDS = {
    Few.MIXED: gettext_lazy("Some have it right, some do not"),
    Few.RIGHT: gettext_lazy("Fewer than five people have it right"),
    Few.PARTLY: gettext_lazy("Fewer than five people have it partly right"),
    Few.WRONG: gettext_lazy("Fewer than five people have it wrong"),
}
# Longer labels do not fit beside a bar on a telephone.
LONGEST_LABEL = 20


@dataclass(frozen=True)
class ChoiceRow:
    """One line of the table of answers, in words."""

    label: str
    right: bool
    people: str


@dataclass(frozen=True)
class QuestionSection:
    """What the screen shows of one revision of a question. edit_url: empty when the question is gone.

    changed_at: when this revision was made; None when that is not known any more.
    """

    analysis: QuestionAnalysis
    edit_url: str
    changed_at: datetime | None
    has_versions: bool
    facility: str
    time: str
    advice: list[str]
    rows: list[ChoiceRow]
    chart: Chart | None


class QuizAnalysisView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "quizzes/admin/analysis.html"
    page_title = gettext_lazy("Analysis")
    header_icon = "order"
    quiz: QuizPage

    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        self.quiz = get_object_or_404(QuizPage, pk=kwargs["quiz_pk"])
        if not self.quiz.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(*args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.quiz)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        quiz = {"url": reverse("wagtailadmin_pages:edit", args=[self.quiz.pk]), "label": str(self.quiz)}
        return [*self.breadcrumbs_items, quiz, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        analysis = analysis_of(self.quiz)
        sections = _sections(analysis)
        return context | {
            "analysis": analysis,
            "advice": advice_on_quiz(analysis),
            "is_practice": self.quiz.mode == Mode.PRACTICE,
            "is_small": (analysis.people or 0) < ENOUGH_PEOPLE,
            "enough_people": ENOUGH_PEOPLE,
            "sections": sections,
            "chart": _overview(sections),
        }


def _sections(analysis: QuizAnalysis) -> list[QuestionSection]:
    keys = [question.question for question in analysis.questions]
    there = set(Question.objects.filter(pk__in=keys).values_list("pk", flat=True))
    revisions = [question.revision for question in analysis.questions if question.revision]
    made_at = dict(Revision.objects.filter(pk__in=revisions).values_list("pk", "created_at"))
    edit = Question.snippet_viewset.get_url_name("edit")
    return [
        QuestionSection(
            analysis=question,
            edit_url=reverse(edit, args=[question.question]) if question.question in there else "",
            changed_at=made_at.get(question.revision),
            has_versions=keys.count(question.question) > 1,
            facility=_facility(question),
            time=_time(question.seconds),
            advice=advice_on(question),
            rows=[_row(line) for line in question.choices],
            chart=_choices_chart(question),
        )
        for question in analysis.questions
    ]


def _facility(question: QuestionAnalysis) -> str:
    if question.few:
        return str(FEW_IN_WORDS[question.few])
    return f"{round(question.facility * 100)}%" if question.facility is not None else ""


def _time(seconds: int | None) -> str:
    """In seconds up to two minutes, then in minutes; a dash when it is not known."""
    if seconds is None:
        return "–"
    if seconds < 120:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = round(seconds / 60)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def _row(line: ChoiceLine) -> ChoiceRow:
    return ChoiceRow(label=_label(line), right=line.right, people=_people(line))


def _label(line: ChoiceLine) -> str:
    parts = [f"“{label}”" for label in line.labels]
    parts += [_("other answers")] if line.others else []
    parts += [_("no answer")] if line.blank else []
    return _("%(answers)s together") % {"answers": ", ".join(parts)} if _is_several(line) else parts[0]


def _is_several(line: ChoiceLine) -> bool:
    return len(line.labels) + line.others + line.blank > 1 or line.others


def _people(line: ChoiceLine) -> str:
    if line.count == 0:
        return _("nobody")
    if line.count is not None:
        return ngettext("%(count)s person", "%(count)s people", line.count) % {"count": line.count}
    return _("half of the people or more") if line.at_least_half else _("less than half of the people")


def _choices_chart(question: QuestionAnalysis) -> Chart | None:
    if not question.people or not question.choices or any(line.count is None for line in question.choices):
        return None
    return bar_chart(
        name=f"choices-{question.question}-{question.revision or 0}",
        title=_("What people answered to %(question)s") % {"question": question.wording.key},
        bars=[
            (_short(_label(line), right=line.right), _people(line), (line.count or 0) / question.people, line.right)
            for line in question.choices
        ],
    )


def _short(label: str, *, right: bool) -> str:
    """A right answer is known by its mark and by the filled bar, not by a colour."""
    return ("✓ " if right else "") + Truncator(label).chars(LONGEST_LABEL)


def _overview(sections: Iterable[QuestionSection]) -> Chart | None:
    shown = [section for section in sections if section.analysis.facility is not None]
    if not shown:
        return None
    return bar_chart(
        name="facility",
        title=_("How much of the points people get, for each question"),
        bars=[
            (section.analysis.wording.key, section.facility, float(section.analysis.facility or 0), True)
            for section in shown
        ],
    )
