"""The page on which an author adds pictures to a case, and takes them out."""

from django import forms
from django.contrib import messages
from django.core.validators import MaxLengthValidator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cms.pictures import LONGEST_WORDS, PictureRefusedError
from cms.refused import Refused
from cms.written_text import WrittenLine
from people.requests import SignedInRequest

from . import cases
from .arrival_forms import too_long
from .case_pictures import add_picture, remove_picture
from .models import MOST_PICTURES, CasePage


class PictureForm(forms.Form):
    """One picture with its words; what a picture may be is for cms/pictures.py to say."""

    file = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP, at most 20 MB. We remove the place and other data about the photo."
        ),
        error_messages={
            "required": gettext_lazy("Choose a picture."),
            "empty": gettext_lazy("This file is empty. Choose another picture."),
        },
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = WrittenLine(
        label=gettext_lazy("What can be seen?"),
        validators=[MaxLengthValidator(LONGEST_WORDS, message=too_long)],
        help_text=gettext_lazy("For people who cannot see the picture. For example: “Two men plant a tree.”"),
        error_messages={
            "required": gettext_lazy("Describe what can be seen in the picture, for people who cannot see it.")
        },
    )
    use_required_attribute = False


@require_http_methods(["GET", "HEAD", "POST"])
def studio_pictures(request: SignedInRequest, pk: int) -> HttpResponse:
    """What there is, and room for one more."""
    own = cases.case_for_author(request.user, pk)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_picture(
                own, form.cleaned_data["file"], form.cleaned_data["alt"], request.user, request.POST.get("version", "")
            )
        except (PictureRefusedError, Refused) as refused:
            form.add_error(None, str(refused))
        except cases.NewerVersion:
            form.add_error(None, _NEWER)
        else:
            messages.success(request, _("The picture has been added to your draft."))
            return redirect("studio_pictures", own.pk)
    return _page(request, own, form)


_NEWER = gettext_lazy("This case was changed after you opened this page. Nothing was changed here. Try it once more.")


@require_POST
def studio_remove_picture(request: SignedInRequest, pk: int, image: int) -> HttpResponse:
    """Out of the draft."""
    own = cases.case_for_author(request.user, pk)
    try:
        remove_picture(own, image, request.user, request.POST.get("version", ""))
    except Refused as refused:
        messages.error(request, str(refused))
    except cases.NewerVersion:
        messages.error(request, str(_NEWER))
    else:
        messages.success(request, _("The picture has been taken out of your draft."))
    return redirect("studio_pictures", own.pk)


def _page(request: SignedInRequest, own: CasePage, form: PictureForm) -> HttpResponse:
    own.refresh_from_db()
    draft = cases.draft_of(own)
    context = {
        "case": draft,
        "form": form,
        "pictures": draft.pictures.all(),
        "most": MOST_PICTURES,
        "may_add": draft.pictures.count() < MOST_PICTURES,
        "state": cases.state_of(own),
        "version": cases.version_of(own),
    }
    return render(request, "guests/studio/pictures.html", context)
