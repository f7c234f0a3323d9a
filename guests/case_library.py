"""What is in the case library, for whom, and what readers look for in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageQuerySet

from people.models import User

from .hidden_cases import not_hidden
from .models import GOAL_CHOICES, CaseIndexPage, CasePage


class CaseFilter(forms.Form):
    """What readers look for; all of it may stay empty, and what is not understood leaves nothing out."""

    sdg = forms.TypedChoiceField(
        label=_("Goal"), required=False, coerce=int, empty_value=None, choices=[("", _("All goals")), *GOAL_CHOICES]
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: Any, cases: Iterable[CasePage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [case.enterprise for case in cases if case.enterprise.admitted]
        for name, everything in (("sector", _("All sectors")), ("region", _("All regions"))):
            values = sorted({getattr(enterprise, name) for enterprise in told} - {""})
            choice: Any = self.fields[name]
            choice.choices = [("", everything), *[(value, value) for value in values]]

    def keeps(self, case: CasePage) -> bool:
        """Whether this is one of those the reader looks for."""
        asked = self.cleaned_data
        enterprise = case.enterprise
        # What an enterprise tells about itself is read once the editors have admitted it.
        told = (enterprise.sector, enterprise.region) if enterprise.admitted else ("", "")
        sector, region = (asked.get(name, "") for name in ("sector", "region"))
        return (
            (not asked.get("sdg") or asked["sdg"] in case.sdgs) and sector in ("", told[0]) and region in ("", told[1])
        )


def library_context(library: CaseIndexPage, asked: Mapping[str, str]) -> dict[str, Any]:
    """Variables of its page: the published cases, the newest first, and a form to look among them."""
    cases = not_hidden(CasePage.objects.child_of(library).live().public()).select_related("enterprise")
    # SQLite cannot look inside a list of goals; there are hundreds of cases at most.
    every = list(cases.order_by("-first_published_at", "path"))
    form = CaseFilter(asked, cases=every)
    form.is_valid()
    found = [case for case in every if form.keeps(case)]
    return {"cases": found, "form": form, "is_empty": not every, "is_filtered": any(form.cleaned_data.values())}


def readable_for(user: User | AnonymousUser, cases: PageQuerySet) -> PageQuerySet:
    """Of these the ones that `user` may read without signing in first."""
    if user.is_authenticated:
        return cases
    for library in CaseIndexPage.objects.filter(signed_in_only=True):
        cases = cases.not_descendant_of(library)
    return cases
