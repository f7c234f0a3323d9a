"""The forms with which entrepreneurs ask to come in, and with which they are invited."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.written_text import WrittenLine, WrittenText
from people.models import Organisation

from .models import Enterprise, GuestApplication
from .models.enterprises import LONGEST_MISSION, LONGEST_NAME, web_address

too_long = _("Make this text shorter: at most %(limit_value)s characters. You have %(show_value)s.")


class _WhoForm(forms.Form):
    # What is missing is said in our words, not in those of the browser.
    use_required_attribute = False

    name = WrittenLine(
        label=_("Name of the entrepreneur"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Fill in the name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Fill in the e-mail address."),
            "invalid": _("Fill in a whole e-mail address, as name@enterprise.nl."),
        },
    )


class ApplicationForm(_WhoForm):
    """Asked of everybody; the address is proven before anybody reads it."""

    enterprise_name = WrittenLine(
        label=_("Name of your enterprise"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Fill in the name of your enterprise.")},
    )
    mission = WrittenText(
        label=_("What is the mission of your enterprise?"),
        help_text=_("In two or three sentences: which problem do you work on, and how?"),
        validators=[MaxLengthValidator(LONGEST_MISSION, message=too_long)],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tell what the mission of your enterprise is.")},
    )
    website = WrittenLine(
        label=_("Website"),
        required=False,
        max_length=200,
        validators=[web_address],
        help_text=_("With https:// in front."),
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
        error_messages={"invalid": _("Fill in a whole address, with https:// in front.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Your name")
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    @property
    def application(self) -> GuestApplication:
        """Of a valid form; not kept yet."""
        return GuestApplication(**self.cleaned_data)


class NewEnterpriseForm(_WhoForm):
    """What an HR officer fills in. For which organisation is asked only of who has several."""

    enterprise_name = WrittenLine(
        label=_("Name of the enterprise"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Fill in the name of the enterprise.")},
    )

    def __init__(self, data: Any, organisations: QuerySet[Organisation]) -> None:
        super().__init__(data)
        self.organisations = list(organisations)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        if len(self.organisations) > 1:
            self.fields["organisation"] = forms.ModelChoiceField(
                organisations,
                label=_("Organisation"),
                error_messages={"required": _("Choose for which organisation you invite.")},
            )

    @property
    def organisation(self) -> Organisation:
        """Of a valid form."""
        chosen: Organisation = self.cleaned_data.get("organisation") or self.organisations[0]
        return chosen


class EditorInvitationForm(_WhoForm):
    """Into an enterprise that is there, or into a new one: one of both."""

    enterprise = forms.ModelChoiceField(
        Enterprise.objects.all(),
        label=_("Enterprise"),
        required=False,
        empty_label=_("A new enterprise"),
    )
    enterprise_name = WrittenLine(
        label=_("Name of the new enterprise"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Only if it is not in the list above. With your invitation you admit it."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("enterprise")) == bool(data.get("enterprise_name")) and not self.errors:
            self.add_error("enterprise", _("Choose an enterprise, or fill in the name of a new one."))
        return data


class RefusalForm(forms.Form):
    use_required_attribute = False
    reason = WrittenText(
        label=_("Why not? The applicant reads this."),
        validators=[MaxLengthValidator(1000, message=too_long)],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why you refuse: the applicant gets your words by e-mail.")},
    )
