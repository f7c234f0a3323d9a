"""Whether people can sign in through their work."""

from django import template

from people.models import IdentityProvider

register = template.Library()


@register.simple_tag
def single_sign_on_offered() -> bool:
    return IdentityProvider.objects.filter(is_on=True).exists()
