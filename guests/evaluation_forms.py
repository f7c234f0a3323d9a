"""How was the session: a form of half a minute."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.written_text import WrittenText

from .models import LONGEST_REMARK_AFTERWARDS, CaseRating

_TOO_LONG = _("Make this text shorter: at most %(limit_value)s characters. You have %(show_value)s.")


class EvaluationForm(forms.Form):
    """One press is enough; the two texts are for who has something to say."""

    use_required_attribute = False

    useful = forms.ChoiceField(
        label=_("Was this session useful to you?"),
        choices=CaseRating.Useful.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether the session was useful to you."),
            "invalid_choice": _("Choose whether the session was useful to you."),
        },
    )
    plan = WrittenText(
        label=_("What will you do with it?"),
        required=False,
        max_length=LONGEST_REMARK_AFTERWARDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: “I call the enterprise before I write the next tender.”"),
        error_messages={"max_length": _TOO_LONG},
    )
    wish = WrittenText(
        label=_("What would you like to be different next time?"),
        required=False,
        max_length=LONGEST_REMARK_AFTERWARDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _TOO_LONG},
    )
