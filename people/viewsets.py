"""Forms with which administrators edit users in the Wagtail admin."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import EditView as WagtailEditView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from .models import User
from .second_factor import has_second_factor
from .sessions import end_all_sessions, open_sessions


class _OneName(forms.ModelForm):
    first_name = None
    last_name = None
    name = forms.CharField(label=_("Name"), max_length=150)


class CreateUserForm(_OneName, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = ["email", "name", "is_superuser", "groups"]


class EditUserForm(_OneName, UserEditForm):
    class Meta(UserEditForm.Meta):
        model = User
        fields = ["email", "name", "is_active", "is_superuser", "groups"]

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit)
        if "is_active" in self.changed_data and not user.is_active:
            end_all_sessions([user.pk])
        return user


class EditUserView(WagtailEditView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.object
        return super().get_context_data(**kwargs) | {
            "open_sessions": open_sessions(person),
            "has_second_factor": has_second_factor(person),
        }


def sign_out_everywhere(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator ends all sessions of somebody who has lost a telephone or has left."""
    person = _person_for(request, pk)
    if request.method == "POST":
        end_all_sessions([person.pk])
        messages.success(request, gettext("%(person)s is signed out everywhere.") % {"person": person})
    return redirect("wagtailusers_users:edit", pk)


def forget_second_step(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator helps somebody who has lost the second step and the spare codes."""
    person = _person_for(request, pk)
    if request.method == "POST":
        Authenticator.objects.filter(user=person).delete()
        end_all_sessions([person.pk])
        told = gettext("%(person)s has no second step any more, and is signed out everywhere.") % {"person": person}
        messages.success(request, told)
    return redirect("wagtailusers_users:edit", pk)


def _person_for(request: HttpRequest, pk: int) -> User:
    """Raises PermissionDenied for who may not change accounts."""
    if not request.user.has_perm("people.change_user"):
        raise PermissionDenied
    return get_object_or_404(User, pk=pk)


class UserViewSet(WagtailUserViewSet):
    edit_view_class = EditUserView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return EditUserForm if for_update else CreateUserForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("edit/<int:pk>/sign-out/", sign_out_everywhere, name="sign_out"),
            path("edit/<int:pk>/forget-second-step/", forget_second_step, name="forget_second_step"),
        ]
