"""Form controls are drawn in Python, and look as Django's own templates draw them."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from cms.form_renderer import FormRenderer

EVIL = "\"><script>alert('&')</script>"
CHOICES = [
    ("", "-"),
    ("a", EVIL),
    (mark_safe("b&amp;"), gettext_lazy("Save")),
    ("Groep <1>", [(3, "drie"), (4, "vier")]),
]
CASES = [
    (forms.TextInput(attrs={"placeholder": EVIL, "data-x": mark_safe("a&amp;b")}), EVIL),
    (forms.TextInput(), None),
    (forms.TextInput(), ""),
    (forms.NumberInput(attrs={"min": 0, "step": 1.5}), 1234567),
    (forms.DateInput(attrs={"type": "date", "required": True}, format="%Y-%m-%d"), date(2026, 12, 24)),
    (forms.EmailInput(attrs={"disabled": False}), "a@b.example"),
    (forms.PasswordInput(), "geheim"),
    (forms.HiddenInput(), 5),
    (forms.CheckboxInput(attrs={"class": "utrecht-checkbox"}), True),
    (forms.CheckboxInput(), False),
    (forms.Select(choices=CHOICES), "a"),
    (forms.Select(choices=CHOICES), 4),
    (forms.SelectMultiple(choices=CHOICES), ["a", 3]),
    (forms.NullBooleanSelect(), None),
    (forms.RadioSelect(choices=CHOICES), "a"),
    (forms.CheckboxSelectMultiple(choices=CHOICES), ["a"]),
    (forms.Textarea(), EVIL),
]


@pytest.mark.parametrize(("widget", "value"), CASES, ids=lambda case: type(case).__name__)
def test_a_control_is_the_one_django_draws(widget, value):
    drawn = [
        widget.render("veld", value, attrs={"id": "id_veld"}, renderer=renderer)
        for renderer in (FormRenderer(), DjangoTemplates())
    ]
    ours, theirs = map(parse_html, drawn)
    assert ours == theirs


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_a_choice_by_itself_is_the_one_django_draws(widget):
    class Asked(forms.Form):
        veld = forms.ChoiceField(choices=CHOICES, widget=widget)

    for wrap_label in (False, True):
        ours, theirs = (
            [
                parse_html(choice.tag(wrap_label))
                for choice in Asked(initial={"veld": "a"}, renderer=renderer())["veld"]
            ]
            for renderer in (FormRenderer, DjangoTemplates)
        )
        assert len(ours) == 5
        assert ours == theirs


def test_forms_of_the_platform_are_drawn_by_it():
    assert isinstance(forms.Form().renderer, FormRenderer)
