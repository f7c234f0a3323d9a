"""The forms with which an HR officer lets programs in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Organisation

from .api.post import refusal
from .models import ApiScope, Webhook
from .scope import Scope


class OrganisationForm(forms.Form):
    """About one of the officer's own organisations; asked only of who has several."""

    # Two of these stand on one page.
    ids = "id_%s"

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data, auto_id=self.ids)
        self.organisations = scope.in_organisations()
        self.only = self.organisations.get() if self.organisations.count() == 1 else None
        if not self.only:
            self.fields["organisation"] = forms.ModelChoiceField(self.organisations, label=_("Organisation"))
            self.order_fields(["organisation"])

    @property
    def organisation(self) -> Organisation | None:
        return self.only or self.cleaned_data.get("organisation")


class TokenForm(OrganisationForm):
    """A new token: which program it is for, and what it opens."""

    name = forms.CharField(
        label=gettext_lazy("Name of the program"),
        help_text=gettext_lazy("For example: AFAS. So you know later what you can revoke."),
        max_length=100,
        error_messages={"required": gettext_lazy("Fill in which program this is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What may it do?"),
        choices=ApiScope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one thing that the program may do.")},
    )


class WebhookForm(OrganisationForm):
    """A new webhook: the address that is told."""

    ids = "webhook_%s"

    url = forms.URLField(
        label=gettext_lazy("Address of the program"),
        help_text=gettext_lazy("It begins with https://. Your supplier knows it."),
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": gettext_lazy("Fill in the address of the program."),
            "invalid": gettext_lazy("Fill in a whole address, such as https://hr.gemeente.nl/berichten."),
        },
    )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if refusal(url):
            raise ValidationError(_("This address cannot be used. Take a public address that begins with https://."))
        return url

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        url = cleaned.get("url")
        if url and self.organisation and Webhook.objects.filter(organisation=self.organisation, url=url).exists():
            self.add_error("url", _("This address is told already."))
        return cleaned
