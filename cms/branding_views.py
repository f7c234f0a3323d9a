"""Branding from a token file, in the Wagtail admin: choose a file, look at what was found, take it over."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.models import Site
from wagtail.permissions import policy_registry

from cms.branding_file import HEADER_NAMES, MAIN_NAMES, MAXIMUM_BYTES, FoundColours, UnusableFileError, read_colours
from cms.contrast import contrast
from cms.models import Branding


class TokenFileForm(forms.Form):
    """A valid form has `cleaned_data["file"]`: FoundColours on which white can be read."""

    file = forms.FileField(
        label=gettext_lazy("Token file"),
        help_text=gettext_lazy("JSON or CSS, at most 200 kB."),
        widget=forms.FileInput(attrs={"accept": ".json,.css"}),
    )

    def clean_file(self) -> FoundColours:
        upload = self.cleaned_data["file"]
        try:
            # One byte more than is allowed shows that there is too much, without reading all of it.
            return read_colours(upload.read(MAXIMUM_BYTES + 1))
        except UnusableFileError as refused:
            raise ValidationError(str(refused)) from None

    def clean(self) -> None:
        if found := self.cleaned_data.get("file"):
            try:
                _with_colours(Branding(), found).clean()
            except ValidationError as refused:
                for field, reasons in refused.message_dict.items():
                    label = str(Branding._meta.get_field(field).verbose_name).capitalize()
                    self.add_error("file", f"{label}: {' '.join(reasons)}")


class ColoursForm(forms.ModelForm):
    """What the preview showed, sent back to be saved; the model checks it once more."""

    class Meta:
        model = Branding
        fields = ["primary_colour", "header_colour"]
        widgets = {"primary_colour": forms.HiddenInput, "header_colour": forms.HiddenInput}


@require_http_methods(["GET", "POST"])
def branding_file(request: HttpRequest, site_pk: int) -> HttpResponse:
    """Asks for a token file and shows what is in it. Writes nothing."""
    branding = branding_for(request, site_pk)
    form = TokenFileForm(request.POST, request.FILES) if request.method == "POST" else TokenFileForm()
    found = form.cleaned_data["file"] if form.is_bound and form.is_valid() else None
    context = {
        "site": branding.site,
        "main_names": MAIN_NAMES,
        "header_names": HEADER_NAMES,
        "form": form,
        "colours": _rows(found) if found else [],
        "confirm": ColoursForm(instance=_with_colours(branding, found)) if found else None,
    }
    return TemplateResponse(request, "cms/admin/branding_file.html", context)


@require_POST
def branding_colours(request: HttpRequest, site_pk: int) -> HttpResponse:
    """Takes over the colours of the preview."""
    branding = branding_for(request, site_pk)
    form = ColoursForm(request.POST, instance=branding)
    if form.is_valid():
        form.save()
        messages.success(request, _("The colours of the token file are in use."))
    else:
        messages.error(request, " ".join(str(reason) for reasons in form.errors.values() for reason in reasons))
    return redirect(reverse("wagtailsettings:edit", args=["cms", "branding", site_pk]))


def branding_for(request: HttpRequest, site_pk: int) -> Branding:
    """The branding of a site for somebody who may change it; refused as Wagtail refuses its own settings."""
    site = get_object_or_404(Site, pk=site_pk)
    if not policy_registry.get_by_type(Branding).user_has_permission_for_instance(request.user, "change", site):
        raise PermissionDenied
    return Branding.for_site(site)


def _with_colours(branding: Branding, found: FoundColours) -> Branding:
    """The same branding, not saved; a colour the file does not have stays what it was."""
    if found.primary:
        branding.primary_colour = found.primary.colour
    if found.header:
        branding.header_colour = found.header.colour
    return branding


def _rows(found: FoundColours) -> list[dict[str, object]]:
    """What the preview shows of each colour; `contrast` is None where the file has none."""
    chosen = {"primary_colour": found.primary, "header_colour": found.header}
    return [
        {
            "label": Branding._meta.get_field(field).verbose_name,
            "token": token,
            "contrast": contrast(token.colour, "#ffffff") if token else None,
        }
        for field, token in chosen.items()
    ]
