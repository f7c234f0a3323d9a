"""Who answers questions about a course, set by editors in the Wagtail admin."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from people.wagtail_hooks import PersonField

from .models import CourseHost


class CourseHostForm(forms.ModelForm):
    user = PersonField(
        label=_("E-mail address of the person"),
        help_text=_("The person already has an account. They get one e-mail a day about new questions."),
        error_messages={"invalid_choice": _("Nobody has an account with this address.")},
    )

    class Meta:
        model = CourseHost
        fields = ["course", "user"]


class CourseHostViewSet(ModelViewSet):
    model = CourseHost
    icon = "comment"
    menu_label = _("Hosts")
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = ["user", "course"]
    list_filter = ["course"]
    search_fields = ["user__name", "user__email"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return CourseHostForm


@hooks.register("register_admin_viewset")
def register_hosts_of_courses() -> CourseHostViewSet:
    return CourseHostViewSet()
