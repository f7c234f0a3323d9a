"""The form with which somebody names a selection and asks for its numbers by mail."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import SavedView


class SavedViewForm(forms.ModelForm):
    """`instance` has its user, screen and query already."""

    class Meta:
        model = SavedView
        fields = ["name", "report"]
        help_texts = {
            "name": gettext_lazy("For yourself: nobody else sees it. For example: Inkoop, te laat."),
            "report": gettext_lazy("The mail has the five numbers and a link, and names nobody."),
        }
        error_messages = {
            "name": {
                "required": gettext_lazy("Give the view a name."),
                "max_length": gettext_lazy("A name may have %(limit_value)d characters; this one has %(show_value)d."),
            }
        }

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["report"].widget = forms.RadioSelect(choices=SavedView.Report.choices)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = SavedView.objects.filter(user=self.instance.user, name=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise ValidationError(_("You have a view with this name already. Choose another name."))
        return name

    def clean_report(self) -> str:
        report: str = self.cleaned_data["report"]
        if report != SavedView.Report.NONE and QueryDict(self.instance.query).get("name"):
            raise ValidationError(
                _("This selection looks for a name, and we mail nothing about one person. Choose: no mail.")
            )
        return report
