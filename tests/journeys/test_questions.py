"""A civil servant asks, the entrepreneur answers, and the answer is accepted."""

from courses.enrol import enrol
from guests.models import CaseStepPage
from people.models import User

from .conftest import sign_in


def test_a_question_about_a_case_is_answered_by_its_entrepreneur_and_accepted(visit):
    step = CaseStepPage.objects.live().get(slug="praktijkverhaal-groenwerkers")
    enrol(User.objects.get(email="ambtenaar@demo.example"), step.course)
    learner = visit()
    sign_in(learner, "ambtenaar@demo.example")
    learner.go(step.url)
    learner.click("link", "Vragen bij deze stap (1)")
    assert "Gastspreker" in learner.text()
    learner.click("button", "Verstuur uw vraag")
    assert "Schrijf eerst uw vraag." in learner.text()
    learner.page.get_by_label("Uw vraag").fill("Hoe groot mag het eerste perceel zijn?")
    learner.click("button", "Verstuur uw vraag")
    assert "Uw vraag is verstuurd." in learner.text()
    asked = learner.page.url

    entrepreneur = visit()
    sign_in(entrepreneur, "ondernemer@demo.example")
    entrepreneur.go("/vragen/")
    assert "Wacht op uw antwoord (1)" in entrepreneur.text()
    entrepreneur.click("link", "Hoe groot mag het eerste perceel zijn?")
    entrepreneur.page.get_by_label("Uw antwoord").fill("Begin klein: één wijk.")
    entrepreneur.click("button", "Verstuur uw antwoord")

    learner.go(asked)
    learner.click("button", "Accepteer dit antwoord")
    assert "Geaccepteerd antwoord" in learner.text()
    learner.go("/vragen/")
    assert "Beantwoord" in learner.text()
