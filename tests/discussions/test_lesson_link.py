"""The way from a step to its questions."""

from django.db import connection
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enrol import enrol
from courses.models import StepPage
from tests.factories.discussions import hide, make_question

from .conftest import signed_in


def link(step, enrolment, user) -> str:
    request = RequestFactory().get("/")
    request.user = user
    context = RequestContext(request, {"page": step, "enrolment": enrolment})
    return Template("{% load discussion_tags %}{% questions_link page enrolment %}").render(context)


def test_the_link_costs_one_query_and_counts_what_can_be_read(course, step, asker, question):
    hide(make_question(step))
    enrolment = enrol(asker, course)
    # What is the same for everybody is read once.
    link(step, enrolment, asker)
    with CaptureQueriesContext(connection) as captured:
        shown = link(step, enrolment, asker)
    of_content = [query for query in captured if "contentversion" in query["sql"]]
    assert len(captured) - len(of_content) == 1
    assert "Vragen bij deze stap (1)" in shown
    assert "Iedereen die deze cursus volgt, kan uw vraag en uw naam lezen." in shown


def test_a_step_leads_learners_hosts_and_editors_to_its_questions(step, question, asker, host, editor, outsider):
    address = f'href="{reverse("step_questions", args=[step.pk])}"'
    for user in (asker, host, editor):
        assert address in signed_in(user).get(step.url).content.decode()
    assert address not in signed_in(outsider).get(step.url).content.decode()


def test_without_questions_one_is_asked_to_ask(step, asker):
    assert "Stel een vraag bij deze stap" in signed_in(asker).get(step.url).content.decode()


def test_a_step_that_is_not_open_yet_has_no_link(step, asker):
    later = StepPage.objects.exclude(pk=step.pk).get().specific
    later.opens_after = step
    later.save()
    address = reverse("step_questions", args=[later.pk])
    assert address not in signed_in(asker).get(later.url).content.decode()
