"""The forms with which a session is proposed, changed and called off."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, URLValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.written_text import WrittenLine, WrittenText
from courses.models import CoursePage
from people.models import Organisation

from .models import MOST_PLACES, Enterprise, Session
from .moment_forms import MomentForm, moments_of, offer, too_long

_ORDER = (
    "title",
    "course",
    "day",
    "begins",
    "ends",
    "kind",
    "place",
    "link",
    "capacity",
    "sign_up_closes_on",
    "open_to_all",
    "agenda",
)


class SessionForm(MomentForm):
    """What both sides agree on. Every error says what to do; what was typed stays."""

    field_order: Sequence[str] = _ORDER

    course = forms.ModelChoiceField(
        queryset=CoursePage.objects.none(),
        required=False,
        label=gettext_lazy("Course"),
        empty_label=gettext_lazy("No course"),
        help_text=gettext_lazy("Learners of this course see the session there."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Where people meet"),
        choices=Session.Kind.choices,
        widget=forms.RadioSelect,
        initial=Session.Kind.ON_SITE,
        error_messages={"required": gettext_lazy("Choose where people meet.")},
    )
    place = WrittenLine(
        label=gettext_lazy("Place"),
        required=False,
        validators=[MaxLengthValidator(200, message=too_long)],
        help_text=gettext_lazy("Building, room and address. Needed when people meet on site."),
    )
    link = WrittenLine(
        label=gettext_lazy("Link to the meeting"),
        required=False,
        validators=[
            URLValidator(
                schemes=["http", "https"], message=gettext_lazy("Paste the whole link, with https:// in front.")
            ),
            MaxLengthValidator(500, message=too_long),
        ],
        help_text=gettext_lazy("Needed when people meet online. Only who has a place sees it."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        min_value=1,
        max_value=MOST_PLACES,
        initial=20,
        # A number field of the browser forgets what it cannot read.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Who comes after that is on the waiting list and moves up automatically."),
        error_messages={"required": gettext_lazy("Fill in how many people can come.")},
    )
    open_to_all = forms.BooleanField(label=gettext_lazy("People of other municipalities may come too"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = CoursePage.objects.live().public().order_by("title")
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind in (Session.Kind.ON_SITE, Session.Kind.MIXED) and not cleaned.get("place"):
            self.complain("place", _("Fill in where people meet."))
        if kind in (Session.Kind.ONLINE, Session.Kind.MIXED) and not cleaned.get("link"):
            self.complain("link", _("Paste the link to the online meeting."))
        return cleaned


class _EnterpriseField(forms.ModelChoiceField):
    """An enterprise, with how much was asked of it where that is known (guests/fair_use.py)."""

    def label_from_instance(self, enterprise: Any) -> str:
        if not hasattr(enterprise, "load"):
            return str(enterprise)
        words = _("%(name)s – sessions in twelve months: %(given)s given, %(to_come)s promised")
        return words % {"name": enterprise.name, "given": enterprise.given, "to_come": enterprise.to_come}


class ProposeToEnterprise(SessionForm):
    """What a host proposes, to which enterprise, for which of the own organisations."""

    field_order = ("enterprise", "organisation", *_ORDER)

    enterprise = _EnterpriseField(
        queryset=Enterprise.objects.none(),
        label=gettext_lazy("Enterprise"),
        empty_label=gettext_lazy("Choose an enterprise"),
        error_messages={"required": gettext_lazy("Choose whom you invite.")},
    )
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=gettext_lazy("Municipality"),
        empty_label=gettext_lazy("Choose a municipality"),
        error_messages={"required": gettext_lazy("Choose the municipality that this is for.")},
    )

    def __init__(
        self, *args: Any, enterprises: QuerySet[Enterprise], organisations: QuerySet[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "enterprise", enterprises)
        offer(self, "organisation", organisations)


class ProposeToMunicipality(ProposeToEnterprise):
    """The same the other way round."""

    field_order = ("organisation", "enterprise", *_ORDER)


class CancelForm(forms.Form):
    """Why it is off; everybody who comes reads it."""

    use_required_attribute = False

    reason = WrittenText(
        label=gettext_lazy("Why is it cancelled?"),
        validators=[MaxLengthValidator(300, message=too_long)],
        help_text=gettext_lazy("One sentence. Everybody who would come reads it in the e-mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write in one sentence why it is cancelled.")},
    )


def words_of(session: Session) -> dict[str, Any]:
    """What the form shows of a session that is there already."""
    same = ("title", "course", "kind", "place", "link", "capacity", "open_to_all", "agenda")
    return {name: getattr(session, name) for name in same} | moments_of(session)


def form_for(session: Session, data: Any = None) -> SessionForm:
    """The form to change it; the programme is not asked once there is a run sheet, where it is written then."""
    form = SessionForm(data, initial=words_of(session))
    if session.parts.exists():
        del form.fields["agenda"]
    return form
