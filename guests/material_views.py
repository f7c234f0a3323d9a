"""Material and recordings of sessions: reading, adding and taking away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.refused import Refused
from people.private_files import guarded, private_file
from people.requests import SignedInRequest

from . import materials, presenter_page
from .material_forms import MaterialForm, RecordingForm
from .models import Material
from .video_answer import video_answer
from .workplace import Workplace, by_link, for_side

# --- Reading -----------------------------------------------------------------


@never_cache
@require_GET
def session_materials(request: SignedInRequest) -> HttpResponse:
    """What came out of all sessions, as far as one may see it."""
    return render(request, "guests/sessions/materials.html", {"material": materials.material_seen_by(request.user)})


@never_cache
@require_GET
def session_material(request: SignedInRequest, pk: int, material_pk: int) -> HttpResponseBase:
    """One file, for who may see it."""
    material = _of(pk, materials.material_for(request.user, material_pk))
    return _file(request, material, reverse("session_materials"))


@by_link
@require_GET
def presenter_material(request: HttpRequest, work: Workplace, material_pk: int) -> HttpResponseBase:
    return _file(request, materials.material_in(work.session, material_pk), work.home)


def _of(session_pk: int, material: Material) -> Material:
    if material.session_id != session_pk:
        raise Http404
    return material


def _file(request: HttpRequest, material: Material, back: str) -> HttpResponseBase:
    if material.kind == Material.Kind.LINK:
        raise Http404
    return private_file(request, material.file, material.file_name, material.content_type, back)


@never_cache
@require_GET
def session_recording(request: SignedInRequest, pk: int, material_pk: int) -> HttpResponse:
    """Watching a recording with its captions."""
    material = _of(pk, materials.recording_for(request.user, material_pk))
    return render(request, "guests/sessions/recording.html", {"recording": material, "session": material.session})


@never_cache
@require_GET
def session_recording_video(request: SignedInRequest, pk: int, material_pk: int) -> HttpResponseBase:
    """What the player asks for."""
    material = _of(pk, materials.recording_for(request.user, material_pk))
    try:
        return video_answer(material.file, material.content_type, request.headers.get("Range", ""))
    except OSError as problem:
        raise Http404 from problem


@never_cache
@require_GET
def session_captions(request: SignedInRequest, pk: int, material_pk: int) -> HttpResponseBase:
    material = _of(pk, materials.recording_for(request.user, material_pk))
    if not material.captions:
        raise Http404
    return guarded(HttpResponse(material.captions, content_type="text/vtt; charset=utf-8"))


# --- Adding and taking away --------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def _add_material(request: HttpRequest, work: Workplace) -> HttpResponse:
    form = MaterialForm(request.POST or None, request.FILES or None)
    return _add(request, work, form, "guests/presenter/material.html")


session_material_add = for_side(_add_material)
presenter_material_add = by_link(_add_material)


@for_side
@require_http_methods(["GET", "HEAD", "POST"])
def session_recording_add(request: HttpRequest, work: Workplace) -> HttpResponse:
    """Signed in only: what is heard in a recording concerns more people than who has a link."""
    form = RecordingForm(request.POST or None, request.FILES or None)
    return _add(request, work, form, "guests/presenter/recording.html")


def _add(request: HttpRequest, work: Workplace, form: MaterialForm | RecordingForm, template: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            materials.add(work.session, form.fields_to_keep, form.accepted, work.user, work.is_presenter)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It has been added to the session."))
            return redirect(work.home)
    return render(request, template, {"work": work, "session": work.session, "form": form})


@require_POST
def _remove_material(request: HttpRequest, work: Workplace, material_pk: int) -> HttpResponse:
    material = materials.material_in(work.session, material_pk)
    if not presenter_page.may_remove(work, material):
        raise Http404
    material.delete()
    messages.success(request, _("It has been removed from the session."))
    return redirect(work.home)


session_material_remove = for_side(_remove_material)
presenter_material_remove = by_link(_remove_material)
