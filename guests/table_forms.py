"""What learners and entrepreneurs write about the question of a case; plain text, kept as typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.written_text import WrittenText

from .models import LONGEST_ANSWER, LONGEST_REASON, TableAnswer

_TOO_LONG = _("Make this text shorter: at most %(limit_value)s characters. You have %(show_value)s.")


class AnswerForm(forms.Form):
    """`changes` says which proposal this form changes; empty for a new one."""

    text = WrittenText(
        label=_("Your answer"),
        max_length=LONGEST_ANSWER,
        error_messages={"required": _("Write your answer first."), "max_length": _TOO_LONG},
    )
    changes = forms.IntegerField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"] = TableAnswer._meta.get_field("roles").formfield()
        self.order_fields(["roles", "text", "changes"])


class ReplyForm(forms.Form):
    """`version` is that of the answer that was read."""

    text = WrittenText(
        label=_("Your reply"),
        help_text=_("You write to somebody who thought along. Say what helps, and what you would do with it."),
        max_length=LONGEST_ANSWER,
        error_messages={"required": _("Write your reply first."), "max_length": _TOO_LONG},
    )
    use_required_attribute = False


class HideAnswerForm(forms.Form):
    """Why an editor hides an answer."""

    reason = WrittenText(
        label=_("Reason"),
        help_text=_("The writer and the enterprise read this. For example: “This names a colleague.”"),
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say why you hide this; the writer reads it."), "max_length": _TOO_LONG},
    )
    use_required_attribute = False
