"""What allauth does our way with the second step."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import secrets_at_rest


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy("You cannot switch off the second step."),
        "cannot_generate_recovery_codes": gettext_lazy("Set up a second step first. Then you get spare codes."),
        "incorrect_code": gettext_lazy(
            "This code is not right. Look again: the app shows a new one every half minute."
        ),
        "unverified_email": gettext_lazy(
            "First confirm all your e-mail addresses. Then you can set up a second step."
        ),
    }

    def encrypt(self, text: str) -> str:
        return secrets_at_rest.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets_at_rest.decrypt(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user.pk, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        """As it stands in the app and in the question of the browser."""
        return settings.WAGTAIL_SITE_NAME
