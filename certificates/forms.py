"""The one question of the verification page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import Certificate
from .verify import find_certificate


class CheckForm(forms.Form):
    """A code, typed over or pasted. Valid when a certificate has it; `certificate` is that one."""

    certificate: Certificate | None = None

    code = forms.CharField(
        label=_("Code of the certificate"),
        help_text=_("The 26 letters and figures beside the QR code. Capitals, spaces and hyphens do not matter."),
        error_messages={"required": _("Fill in the code of the certificate.")},
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        self.certificate = find_certificate(code)
        if self.certificate is None:
            raise ValidationError(
                _("We know no certificate with this code. Check whether all 26 letters and figures are there."),
                code="unknown",
            )
        return code
