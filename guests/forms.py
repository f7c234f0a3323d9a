"""The forms of the studio. Texts are plain: markup is kept as typed and shown as typed."""

import re
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _

from cms.written_text import FreeText, WrittenLine, as_written

from .models import LONGEST_FIGURE, LONGEST_INDICATOR, LONGEST_SUMMARY, LONGEST_TEXT, CasePage, Enterprise

LONGEST_TITLE = 120
LONGEST_NAME = 150
# Shorter than this a reader learns nothing from it; asked only when the case is handed in.
SHORTEST_SUMMARY = 40
SHORTEST_TEXT = 80

FIRST_YEAR = 1990
_YEAR = re.compile(r"[0-9]{4}")
# Together they are one indicator.
INDICATOR = ("indicator", "indicator_figure", "indicator_year")

_too_long = _("Make this text shorter: at most %(limit_value)s characters. You have %(show_value)s.")
_too_short = _("Tell a little more: at least %(limit_value)s characters. You have %(show_value)s.")


class PlainText(FreeText):
    """Text that a draft may leave open, and that must be there when the case is handed in.

    It has no limit in the browser, which would cut off a pasted text without a word.
    """

    may_wait = True

    def __init__(self, longest: int, shortest: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shortest = shortest
        self.validators.append(MaxLengthValidator(longest, message=_too_long))

    def to_python(self, value: Any) -> str:
        return as_written(str(super().to_python(value)))

    def validate(self, value: str) -> None:
        if value or not self.may_wait:
            super().validate(value)

    def ask(self) -> None:
        """From now on the field must be filled in well enough to be reviewed."""
        self.may_wait = False
        if self.shortest:
            self.validators.append(MinLengthValidator(self.shortest, message=_too_short))


def _area(name: str, longest: int, shortest: int, rows: int) -> PlainText:
    """A text area that asks what the field of the page asks."""
    field = CasePage._meta.get_field(name)
    return PlainText(
        longest=longest,
        shortest=shortest,
        label=capfirst(str(field.verbose_name)),
        help_text=field.help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Fill this in before you submit your case.")},
    )


def _line(name: str, longest: int, **attributes: str) -> PlainText:
    """A line that may stay open, also when the case is handed in."""
    field = CasePage._meta.get_field(name)
    return PlainText(
        longest=longest,
        required=False,
        warns=False,
        label=capfirst(str(field.verbose_name)),
        help_text=field.help_text,
        widget=forms.TextInput(attrs=attributes),
    )


class _CaseTitle(forms.Form):
    title = WrittenLine(
        label=_("Title"),
        validators=[MaxLengthValidator(LONGEST_TITLE, message=_too_long)],
        help_text=_("Short and concrete. For example: “How we won lot 3”."),
        error_messages={"required": _("Give your case a title. You can change it later.")},
    )
    # A draft may be saved unfinished; the browser must not stop it.
    use_required_attribute = False

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        if not slugify(title, allow_unicode=True):
            raise forms.ValidationError(_("Use letters or figures in the title."))
        return title


class StartForm(_CaseTitle):
    """The first words of a case. Which enterprise is asked only of who has several."""

    enterprise = forms.ModelChoiceField(
        queryset=Enterprise.objects.none(),
        label=_("Enterprise"),
        error_messages={"required": _("Choose the enterprise this case is about.")},
    )

    def __init__(self, *args: Any, enterprises: QuerySet[Enterprise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only_enterprise = enterprises.get() if enterprises.count() == 1 else None
        if self.only_enterprise:
            del self.fields["enterprise"]
        else:
            self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]

    @property
    def chosen_enterprise(self) -> Enterprise:
        return self.only_enterprise or self.cleaned_data["enterprise"]


class CaseForm(_CaseTitle):
    """What an author writes. A draft needs a title only; with `complete` everything is asked."""

    def __init__(self, *args: Any, complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        author = CasePage._meta.get_field("author_name")
        self.fields["author_name"] = PlainText(
            longest=LONGEST_NAME,
            warns=False,
            label=_("Your name"),
            help_text=author.help_text,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={"required": _("Write the name that readers see with this case.")},
        )
        self.fields["summary"] = _area("summary", LONGEST_SUMMARY, SHORTEST_SUMMARY, rows=4)
        for part in CasePage.PARTS:
            self.fields[part] = _area(part, LONGEST_TEXT, SHORTEST_TEXT, rows=8)
            if part == "what_it_yields":
                self._ask_what_it_yields()
        self.complete = complete
        if complete:
            for field in self.fields.values():
                if isinstance(field, PlainText):
                    field.ask()

    def _ask_what_it_yields(self) -> None:
        """The goals and one indicator; all of it may stay open, but a figure says nothing by itself."""
        self.fields["sdgs"] = CasePage._meta.get_field("sdgs").formfield()
        self.fields["indicator"] = _line("indicator", LONGEST_INDICATOR)
        self.fields["indicator_figure"] = _line("indicator_figure", LONGEST_FIGURE)
        self.fields["indicator_year"] = _line("indicator_year", LONGEST_FIGURE, inputmode="numeric")

    def clean_indicator_figure(self) -> str:
        figure: str = self.cleaned_data["indicator_figure"]
        if figure and not any(letter.isdigit() for letter in figure):
            raise forms.ValidationError(_("Write the figure with digits. For example: “4 of 12”."))
        return figure

    def clean_indicator_year(self) -> str:
        year: str = self.cleaned_data["indicator_year"]
        this_year = timezone.localdate().year
        if year and not (_YEAR.fullmatch(year) and FIRST_YEAR <= int(year) <= this_year):
            raise forms.ValidationError(
                _("Write a year of four digits, from %(first)s to %(last)s."),
                params={"first": FIRST_YEAR, "last": this_year},
            )
        return year

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.complete and any(data.get(name) for name in INDICATOR):
            for name in INDICATOR:
                if name in data and not data[name]:
                    self.add_error(name, _("Fill this in too, or leave all three about the figure open."))
        return data

    @property
    def readable(self) -> dict[str, Any]:
        """What was sent and can be kept, by field name; the rest has an error."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if self._was_sent(name)}

    def _was_sent(self, name: str) -> bool:
        # A browser sends nothing for boxes that nobody ticked.
        return not self.fields[name].widget.value_omitted_from_data(self.data, self.files, name)
