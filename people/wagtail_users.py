"""Wagtail's user administration, with one name instead of a first and a last one."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleUsersAppConfig(WagtailUsersAppConfig):
    user_viewset = "people.viewsets.UserViewSet"
