"""What operations adds to the Wagtail admin; for administrators only."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .condition_admin import FirstStepsPanel, condition, is_administrator, mail_check, menu_item, unfinished
from .first_steps import first_steps


@hooks.register("register_admin_urls")
def condition_urls() -> list[URLPattern]:
    return [
        path("hoe-gaat-het/", condition, name="condition"),
        path("hoe-gaat-het/proefmail/", mail_check, name="condition_mail_check"),
    ]


@hooks.register("register_settings_menu_item")
def register_condition() -> MenuItem:
    return menu_item()


@hooks.register("construct_homepage_panels")
def show_first_steps(request: HttpRequest, panels: list[Any]) -> None:
    steps = unfinished(first_steps()) if is_administrator(request) else []
    if steps:
        panels.append(FirstStepsPanel(steps))
