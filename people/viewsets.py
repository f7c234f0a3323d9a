"""Forms with which administrators edit users in the Wagtail admin."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from .models import User


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


class UserViewSet(WagtailUserViewSet):
    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return EditUserForm if for_update else CreateUserForm
