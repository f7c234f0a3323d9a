"""What people write to each other: plain text, kept as typed and shown as typed."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.written_text import WrittenText

from .models import LONGEST_REASON, LONGEST_TEXT


class WordsForm(forms.Form):
    """A question or an answer. `token` tells a form that is sent twice from two forms."""

    text = WrittenText(
        max_length=LONGEST_TEXT,
        error_messages={
            "max_length": _(
                "Make your text shorter: at most %(limit_value)d characters. You have %(show_value)d."
                " Nothing has been sent yet: your text is still here."
            )
        },
    )
    use_required_attribute = False

    def __init__(self, *args: Any, label: str, empty: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].error_messages["required"] = empty

    @property
    def token(self) -> UUID:
        try:
            return UUID(self.data.get("token", ""))
        except ValueError:
            return uuid4()


def question_form(*args: Any, **kwargs: Any) -> WordsForm:
    return WordsForm(*args, label=gettext("Your question"), empty=gettext("Write your question first."), **kwargs)


def answer_form(*args: Any, **kwargs: Any) -> WordsForm:
    return WordsForm(*args, label=gettext("Your answer"), empty=gettext("Write your answer first."), **kwargs)


class HideForm(forms.Form):
    """Why an editor hides something."""

    reason = WrittenText(
        label=_("Reason"),
        help_text=_("The writer reads this. For example: “This is unkind to a colleague.”"),
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Say why you hide this. The writer reads it."),
            "max_length": _("Make the reason shorter: at most %(limit_value)d characters. You have %(show_value)d."),
        },
    )
    use_required_attribute = False
