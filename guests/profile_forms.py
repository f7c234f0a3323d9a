"""The form of a profile, and the one with which readers look for enterprises."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from cms.blocks.sdg_tile import GOAL_CHOICES
from cms.pictures import LONGEST_WORDS
from cms.written_text import WrittenLine, WrittenText

from .arrival_forms import too_long
from .models import Enterprise
from .models.enterprises import LONGEST_MISSION, GoalsField
from .profiles import PICTURES, admitted


class PictureField(forms.FileField):
    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            help_text=_("A JPEG, PNG or WebP picture of at most 20 MB. Place and camera are taken out of it."),
            widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
            error_messages={"empty": _("This file is empty. Choose another one.")},
        )


class _Words(WrittenLine):
    """What can be seen in a picture."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            validators=[MaxLengthValidator(LONGEST_WORDS, message=too_long)],
            help_text=_("For people who cannot see the picture. For example: “Three gardeners beside a mower.”"),
        )


# The fields of the model with a text on one line.
LINES = ("sector", "region", "legal_form", "website", "code_proof", "pso_proof", "bcorp_proof")


class ProfileForm(forms.ModelForm):
    """Everything but the name and the address of the page, which the editors keep."""

    mission = WrittenText(
        label=_("Mission"),
        help_text=_("In two or three sentences: which problem do you work on, and how?"),
        validators=[MaxLengthValidator(LONGEST_MISSION, message=too_long)],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tell what the mission of your enterprise is.")},
    )
    sdgs = forms.Field()
    logo = PictureField(_("Logo"))
    logo_alt = _Words(_("What can be seen in the logo"))
    logo_remove = forms.BooleanField(label=_("Take the logo away"), required=False)
    portrait = PictureField(_("Portrait"))
    portrait_alt = _Words(_("Who or what can be seen in the portrait"))
    portrait_remove = forms.BooleanField(label=_("Take the portrait away"), required=False)

    use_required_attribute = False

    class Meta:
        model = Enterprise
        fields = [
            "mission",
            "sector",
            "region",
            "legal_form",
            "website",
            "sdgs",
            "code_proof",
            "pso_proof",
            "bcorp_proof",
        ]
        field_classes = dict.fromkeys(LINES, WrittenLine)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sdgs"] = GoalsField()
        for name in ("sector", "region", "legal_form"):
            self.fields[name].help_text = _EXAMPLES[name]
        for name in ("website", "code_proof", "pso_proof", "bcorp_proof"):
            self.fields[name].error_messages["invalid"] = _("Fill in a whole address, with https:// in front.")
            self.fields[name].widget.input_type = "url"
        for field in PICTURES:
            image = getattr(self.instance, field)
            if image is None:
                del self.fields[f"{field}_remove"]
            else:
                self.initial[f"{field}_alt"] = image.description
            # The instance keeps its image; a file is what this field is about.
            self.initial.pop(field, None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for field in PICTURES:
            data.setdefault(f"{field}_remove", False)
            stays = getattr(self.instance, field) and not data[f"{field}_remove"]
            if (data.get(field) or stays) and not data.get(f"{field}_alt", "x").strip():
                self.add_error(
                    f"{field}_alt", _("Describe what can be seen in the picture, for people who cannot see it.")
                )
        return data


_EXAMPLES = {
    "sector": _("For example: green spaces, catering, ICT."),
    "region": _("Where you work. For example: Achterhoek."),
    "legal_form": _("For example: foundation, or private company with a social purpose."),
}


class SearchForm(forms.Form):
    """What readers look for; all of it may stay empty, and what is not understood leaves nothing out."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    sdg = forms.TypedChoiceField(
        label=_("Goal"), required=False, coerce=int, empty_value=None, choices=[("", _("All goals")), *GOAL_CHOICES]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, everything in (("sector", _("All sectors")), ("region", _("All regions"))):
            values = admitted().exclude(**{name: ""}).order_by(name).values_list(name, flat=True).distinct()
            choice: Any = self.fields[name]
            choice.choices = [("", everything), *[(value, value) for value in values]]
