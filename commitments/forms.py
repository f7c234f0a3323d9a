"""What learners write about an intention (one sentence, a day, how it went), and the self-scan."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.written_text import WrittenText
from courses.facets import Theme

from .models import LONGEST_SENTENCE, Intention, Outcome
from .practice import STATEMENTS
from .scan import Statement, Values

# In words, because a bare number means something else to everybody.
SCALE = (
    (1, _("1: not at all")),
    (2, _("2: a little")),
    (3, _("3: partly")),
    (4, _("4: mostly")),
    (5, _("5: completely")),
)


class SentenceField(WrittenText):
    """A short text on one line; line ends and double spaces are a space."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=LONGEST_SENTENCE,
            widget=forms.Textarea(attrs={"rows": 3}),
            **options,
        )
        self.error_messages["max_length"] = _(
            "This may have %(limit_value)d characters at most; yours has %(show_value)d."
            " Nothing has been saved yet: your text is still here."
        )

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class IntentionForm(forms.Form):
    """What one is going to do, and before when."""

    text = SentenceField(
        label=_("Your intention"),
        help_text=_(
            "One concrete sentence, such as: I will check which lot of the greenery contract can be reserved."
        ),
        error_messages={"required": _("Write in one sentence what you are going to do.")},
    )
    planned_for = forms.DateField(
        label=_("Before which day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as day-month-year, such as 1-11-2027, or leave it empty.")},
    )

    def __init__(self, data: Any, intention: Intention | None) -> None:
        kept = {"text": intention.text, "planned_for": intention.planned_for} if intention else {}
        super().__init__(data, initial=kept, auto_id="intention-%s")

    def clean_planned_for(self) -> Any:
        day = self.cleaned_data["planned_for"]
        if day and day < timezone.localdate() and day != self.initial.get("planned_for"):
            raise forms.ValidationError(_("This day has passed. Choose a day that is still to come."))
        return day


class ReportForm(forms.Form):
    """How it went, with room for what stood in the way."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how it went."),
            "invalid_choice": _("Choose one of the answers on this page."),
        },
    )
    remark = SentenceField(
        label=_("Your explanation"),
        help_text=_("For example what stood in the way, or what helped."),
        required=False,
    )


class RatingForm(forms.Form):
    """For each statement how far it is true, on a scale of five. statements, kept: by the name of the field."""

    def __init__(self, data: Any, statements: Mapping[str, Any], kept: Mapping[str, int]) -> None:
        super().__init__(data, auto_id="scan-%s")
        for name, text in statements.items():
            self.fields[name] = forms.TypedChoiceField(
                label=text,
                choices=SCALE,
                coerce=int,
                initial=kept.get(name),
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose how far this is true of you."),
                    "invalid_choice": _("Choose one of the answers on this page."),
                },
            )


class ScanForm(RatingForm):
    """The statements of a course."""

    def __init__(self, data: Any, statements: Sequence[Statement], kept: Values) -> None:
        texts = {str(statement.key): statement.text for statement in statements}
        super().__init__(data, texts, {str(key): value for key, value in kept.items()})

    @property
    def values(self) -> dict[UUID, int]:
        """The answers of a valid form."""
        return {UUID(name): value for name, value in self.cleaned_data.items()}


class PracticeForm(RatingForm):
    """The statements on the seven recommendations."""

    def __init__(self, data: Any, kept: Mapping[str, int]) -> None:
        super().__init__(data, {statement.key: statement.text for statement in STATEMENTS}, kept)

    @property
    def by_theme(self) -> list[tuple[Theme, list[forms.BoundField]]]:
        """The fields under the recommendation they are about."""
        found: dict[Theme, list[forms.BoundField]] = {}
        for statement in STATEMENTS:
            found.setdefault(statement.theme, []).append(self[statement.key])
        return list(found.items())
