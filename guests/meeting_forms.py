"""The forms of a meeting: organising it, signing up, wishes for the table plan, and what came of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.blocks.sdg_tile import GOAL_CHOICES
from cms.written_text import WrittenLine, WrittenText
from people.models import Organisation

from .models import (
    LONGEST_OUTCOME,
    LONGEST_WISH,
    MOST_ROUNDS,
    MOST_TABLES,
    Conversation,
    Meeting,
    Outcome,
    PairRule,
    Participant,
    Subject,
)
from .models.enterprises import LONGEST_NAME
from .moment_forms import ClockChangesError, MomentForm, TimeOfDayField, moment, moments_of, offer, too_long


class _Number(forms.IntegerField):
    """A number field of the browser forgets what it cannot read."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})


class MeetingForm(MomentForm):
    """When, where, and how many rounds and tables there are."""

    field_order: Sequence[str] = (
        "organisation",
        "title",
        "day",
        "begins",
        "ends",
        "place",
        "first_round",
        "rounds",
        "minutes",
        "tables",
        "sign_up_closes_on",
        "open_form",
        "agenda",
    )

    place = WrittenLine(
        label=gettext_lazy("Place"),
        validators=[MaxLengthValidator(200, message=too_long)],
        help_text=gettext_lazy("Building, room and address."),
        error_messages={"required": gettext_lazy("Fill in where people meet.")},
    )
    first_round = TimeOfDayField(
        label=gettext_lazy("First round begins at"),
        required=False,
        help_text=gettext_lazy("Leave time to walk in. Without a time it begins at once."),
        error_messages={"invalid": gettext_lazy("Write the time as 14:30.")},
    )
    rounds = _Number(
        label=gettext_lazy("Rounds"),
        min_value=1,
        max_value=MOST_ROUNDS,
        initial=6,
        help_text=gettext_lazy("Everybody has at most one conversation per round."),
        error_messages={"required": gettext_lazy("Fill in how many rounds there are.")},
    )
    minutes = _Number(
        label=gettext_lazy("Minutes per round"),
        min_value=1,
        max_value=240,
        initial=15,
        help_text=gettext_lazy("With the time to walk to the next table."),
        error_messages={"required": gettext_lazy("Fill in how long a round takes.")},
    )
    tables = _Number(
        label=gettext_lazy("Tables"),
        min_value=1,
        max_value=MOST_TABLES,
        initial=12,
        help_text=gettext_lazy("How many fit in the room. One social enterprise and one SME sit at each."),
        error_messages={"required": gettext_lazy("Fill in how many tables there are.")},
    )
    open_form = forms.BooleanField(
        label=gettext_lazy("SMEs can sign up themselves, on a page for everybody"), required=False, initial=True
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # A field with an error is not among what was cleaned.
        if "starts_at" in cleaned and "day" in cleaned:
            self._clean_rounds(cleaned)
        return cleaned

    def _clean_rounds(self, cleaned: dict[str, Any]) -> None:
        try:
            first = moment(cleaned["day"], cleaned["first_round"]) if cleaned.get("first_round") else None
        except ClockChangesError:
            # Between a begin and an end of one clock there is no such hour.
            first = None
        cleaned["first_round_at"] = first or cleaned["starts_at"]
        if cleaned["first_round_at"] < cleaned["starts_at"]:
            self.complain("first_round", _("Let the first round begin when the meeting begins, or later."))
            return
        rounds, minutes = cleaned.get("rounds"), cleaned.get("minutes")
        if rounds and minutes:
            ends_at = cleaned["first_round_at"] + timedelta(minutes=rounds * minutes)
            if ends_at > cleaned["ends_at"]:
                last = f"{timezone.localtime(ends_at):%H:%M}"
                words = _("The last round ends at %(last)s, after the meeting. Take fewer or shorter rounds.")
                self.complain("rounds", words % {"last": last})


class NewMeetingForm(MeetingForm):
    """For which of the own organisations is asked of who has several."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=gettext_lazy("Municipality"),
        empty_label=gettext_lazy("Choose a municipality"),
        error_messages={"required": gettext_lazy("Choose the municipality that this is for.")},
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)


def words_of(meeting: Meeting) -> dict[str, Any]:
    """What the form shows of a meeting that is there already."""
    same = ("title", "place", "rounds", "minutes", "tables", "open_form", "agenda")
    first = timezone.localtime(meeting.first_round_at).time()
    return {name: getattr(meeting, name) for name in same} | moments_of(meeting) | {"first_round": first}


class OneOfSeveral(forms.TypedMultipleChoiceField):
    """May stay empty when another of these is filled in; so it is not called optional."""

    one_of_several = True


def _subjects(label: Any) -> OneOfSeveral:
    choices = [(value, capfirst(str(words))) for value, words in Subject.choices]
    return OneOfSeveral(choices=choices, label=label, required=False, widget=forms.CheckboxSelectMultiple)


class PartForm(forms.Form):
    """What a participant seeks and offers: the table plan rests on it."""

    use_required_attribute = False

    wish = WrittenText(
        required=False,
        label=gettext_lazy("What would you like to talk about?"),
        help_text=gettext_lazy("In one or two sentences. The municipality reads it."),
        validators=[MaxLengthValidator(LONGEST_WISH, message=too_long)],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The words of the choices are in the language of who reads them.
        self.fields["seeks"] = _subjects(gettext_lazy("What do you seek?"))
        self.fields["offers"] = _subjects(gettext_lazy("What do you offer?"))
        self.fields["seeks"].help_text = gettext_lazy("Tick at least one thing that you seek or offer.")
        # The plan rests on these; goals are a long list, and may wait.
        self.order_fields([*_WHO, *_TOLD])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("seeks") and not cleaned.get("offers") and "seeks" not in self.errors:
            self.add_error("seeks", _("Tick at least one thing that you seek or offer."))
        return cleaned


_WHO = ("name", "contact", "email")
_TOLD = ("seeks", "offers", "wish")


class SmeForm(PartForm):
    """An SME tells who it is; it has no profile."""

    name = WrittenLine(
        label=gettext_lazy("Name of your business"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": gettext_lazy("Fill in the name of the business.")},
    )
    contact = WrittenLine(
        label=gettext_lazy("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Fill in the name.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Fill in the e-mail address."),
            "invalid": gettext_lazy("Fill in a whole e-mail address, as name@enterprise.nl."),
        },
    )
    sector = WrittenLine(
        label=gettext_lazy("Sector"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("For example: green spaces, catering, ICT."),
    )
    region = WrittenLine(
        label=gettext_lazy("Region"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Where you work. For example: Achterhoek."),
    )
    sdgs = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Sustainable Development Goals"),
        required=False,
        choices=GOAL_CHOICES,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The goals that your work contributes to most."),
    )


class AddSmeForm(SmeForm):
    """The same, filled in by the organiser."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "name": _("Name of the business"),
            "contact": _("Who comes"),
            "seeks": _("What does it seek?"),
            "offers": _("What does it offer?"),
            "wish": _("What would they like to talk about?"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        for name in ("name", "contact", "email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"


class WishForm(forms.Form):
    """A pair that must or must not meet."""

    use_required_attribute = False

    enterprise = forms.ModelChoiceField(
        Participant.objects.none(),
        label=gettext_lazy("Social enterprise"),
        empty_label=gettext_lazy("Choose a social enterprise"),
        error_messages={"required": gettext_lazy("Choose a social enterprise.")},
    )
    sme = forms.ModelChoiceField(
        Participant.objects.none(),
        empty_label=gettext_lazy("Choose an SME"),
        error_messages={"required": gettext_lazy("Choose an SME.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Wish"),
        choices=PairRule.Kind.choices,
        widget=forms.RadioSelect,
        initial=PairRule.Kind.PIN,
        error_messages={"required": gettext_lazy("Choose whether they must meet or not.")},
    )

    def __init__(self, data: Any, participants: QuerySet[Participant]) -> None:
        super().__init__(data)
        for name in ("enterprise", "sme"):
            field: Any = self.fields[name]
            field.queryset = participants.filter(side=name)
        self.fields["sme"].label = capfirst(_("SME"))


class OutcomeForm(forms.Form):
    """A choice and a word for each conversation; all of it may stay empty."""

    use_required_attribute = False

    def __init__(
        self, data: Any, conversations: Sequence[Conversation], told: Mapping[int, Outcome], side: str
    ) -> None:
        super().__init__(data)
        self.numbers = [one.pk for one in conversations]
        choices = [("", _("No answer")), *[(value, capfirst(str(words))) for value, words in Outcome.Result.choices]]
        for one in conversations:
            known = told.get(one.pk)
            self.fields[f"result-{one.pk}"] = forms.ChoiceField(
                label=_whom(one, side), choices=choices, required=False, initial=known.result if known else ""
            )
            self.fields[f"words-{one.pk}"] = WrittenLine(
                label=_("In a word: %(whom)s") % {"whom": _whom(one, side)},
                required=False,
                initial=known.words if known else "",
                validators=[MaxLengthValidator(LONGEST_OUTCOME, message=too_long)],
            )

    @property
    def told(self) -> dict[int, tuple[str, str]]:
        """Of a valid form."""
        told = self.cleaned_data
        return {number: (told[f"result-{number}"], told[f"words-{number}"].strip()) for number in self.numbers}


def _whom(conversation: Conversation, side: str) -> str:
    seats: Collection[str] = [seat for seat in ("enterprise", "sme") if seat != side]
    return " – ".join(getattr(conversation, seat).shown_name for seat in seats)
