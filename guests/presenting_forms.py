"""The forms with which both sides prepare a session: the run sheet, how to get there, thanks."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.written_text import WrittenLine

from .forms import PlainText
from .models import LONGEST_CONTACT, LONGEST_DIRECTIONS, LONGEST_THANKS, MOST_PARTS, Preparation
from .run_sheets import LONGEST_PART, Part

# Empty parts below what is there.
ROOM_FOR_MORE = 2
_too_long = gettext_lazy("Make this text shorter: at most %(limit_value)s characters. You have %(show_value)s.")


class PreparationForm(forms.Form):
    """What the host tells the presenter."""

    use_required_attribute = False

    directions = PlainText(
        longest=LONGEST_DIRECTIONS,
        required=False,
        label=gettext_lazy("How to get there"),
        help_text=gettext_lazy(
            "For example: the nearest stop, where to park, which entrance has no steps, where to report. "
            "Online: when the meeting opens and who lets people in."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contact = PlainText(
        longest=LONGEST_CONTACT,
        required=False,
        label=gettext_lazy("Contact for the entrepreneur"),
        help_text=gettext_lazy(
            "Name, telephone and e-mail as you want to give them. The entrepreneur sees only what you write here, "
            "until ninety days after the session. Are you filling in a colleague? Ask them first."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ThanksForm(forms.Form):
    """A few words for who presented, mailed once."""

    use_required_attribute = False

    thanks = PlainText(
        longest=LONGEST_THANKS,
        label=gettext_lazy("Your thanks"),
        help_text=gettext_lazy("Make it your own: say what you do with it, and when they hear more."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Write a sentence of thanks.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thanks"].may_wait = False  # type: ignore[attr-defined]


class RunSheetForm(forms.Form):
    """A few fields per part, in the order of their places; a part whose `what` is empty is taken out."""

    use_required_attribute = False

    def __init__(self, *args: Any, parts: list[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = self._rows(len(parts))
        for number in range(1, self.rows + 1):
            part = parts[number - 1] if number <= len(parts) else None
            self._ask(number, part)

    def _rows(self, known: int) -> int:
        """How many parts are asked: as many as were shown to who sends them."""
        sent = str(self.data.get("rows", ""))
        rows = int(sent) if sent.isdecimal() and len(sent) < 4 else known + ROOM_FOR_MORE
        return max(1, min(rows, MOST_PARTS))

    def _ask(self, number: int, part: Part | None) -> None:
        self.fields[f"what_{number}"] = WrittenLine(
            required=False,
            label=_("Part %(number)s: what happens") % {"number": number},
            initial=part.what if part else "",
            validators=[MaxLengthValidator(120, message=_too_long)],
        )
        self.fields[f"minutes_{number}"] = forms.IntegerField(
            required=False,
            label=_("Part %(number)s: minutes") % {"number": number},
            initial=part.minutes if part else None,
            # A number field of the browser forgets what it cannot read.
            widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 5}),
            error_messages={"invalid": _("Write the minutes as a whole number, such as 15.")},
        )
        self.fields[f"who_{number}"] = WrittenLine(
            required=False,
            label=_("Part %(number)s: who does it") % {"number": number},
            initial=part.who if part else "",
            validators=[MaxLengthValidator(100, message=_too_long)],
        )
        self.fields[f"needed_{number}"] = WrittenLine(
            required=False,
            label=_("Part %(number)s: what is needed") % {"number": number},
            initial=part.needed if part else "",
            validators=[MaxLengthValidator(200, message=_too_long)],
        )
        self.fields[f"place_{number}"] = forms.IntegerField(
            required=False,
            label=_("Part %(number)s: place in the order") % {"number": number},
            initial=number,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 5}),
            error_messages={"invalid": _("Write the place as a whole number, such as 2.")},
        )

    @property
    def groups(self) -> list[list[forms.BoundField]]:
        """The fields of each part."""
        names = ("what", "minutes", "who", "needed", "place")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, self.rows + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for number in range(1, self.rows + 1):
            name = f"minutes_{number}"
            if name in self.errors or not cleaned.get(f"what_{number}"):
                continue
            minutes = cleaned.get(name)
            if minutes is None or not 1 <= minutes <= LONGEST_PART:
                self.add_error(name, _("Fill in how many minutes it takes, from 1 to %d.") % LONGEST_PART)
        return cleaned

    @property
    def written(self) -> list[Part]:
        """The parts in their new order. Only for a form that is valid."""
        placed = []
        for number in range(1, self.rows + 1):
            minutes, what, who, needed, place = (
                self.cleaned_data.get(f"{name}_{number}") for name in ("minutes", "what", "who", "needed", "place")
            )
            if what:
                part = Part(int(minutes or 0), what, who or "", needed or "")
                placed.append((number if place is None else place, number, part))
        # Of two with the same place the one that was moved up goes first: its own number is higher.
        return [part for _place, _number, part in sorted(placed, key=lambda one: (one[0], -one[1]))]


def starter_thanks(session: Any) -> str:
    """Words to begin with."""
    return _(
        "Thank you for your session “%(title)s”. You gave us your time and told openly how it works for you. "
        "This is what we do with it: … You hear from us before …"
    ) % {"title": session.title}


def words_of_preparation(preparation: Preparation) -> dict[str, Any]:
    return {"directions": preparation.directions, "contact": preparation.contact}
