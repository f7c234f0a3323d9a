"""The two questions of the verification page: which code, or which file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from .file_check import MOST_BYTES
from .models import Certificate
from .verify import find_certificate, find_erased


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
        if self.certificate is None and find_erased(code) is None:
            raise ValidationError(
                _("We know no certificate with this code. Check whether all 26 letters and figures are there."),
                code="unknown",
            )
        return code


_most = lazy(lambda text: text % {"size": filesizeformat(MOST_BYTES)}, str)
_TOO_LARGE = _most(
    _("This file is larger than %(size)s. Our certificates are much smaller, so it is not as we issued it.")
)


class FileForm(forms.Form):
    """The PDF that someone received. It is looked at and not kept."""

    file = forms.FileField(
        label=_("PDF of the certificate"),
        help_text=_most(_("At most %(size)s. We look at the file and do not keep it.")),
        error_messages={
            "required": _("Choose the PDF that you want to check."),
            "empty": _("This file is empty. Choose the PDF that you want to check."),
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def __init__(self, *args: Any, was_too_large: bool = False, **kwargs: Any) -> None:
        """was_too_large: so much came that the file was dropped on the way."""
        super().__init__(*args, **kwargs)
        if was_too_large:
            self.fields["file"].error_messages["required"] = _TOO_LARGE

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_TOO_LARGE, code="too_large")
        return file
