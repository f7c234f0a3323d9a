"""Whether any page of the platform is only for some people."""

from wagtail.models import PageViewRestriction

from cms.content_version import kept


@kept(most=1)
def has_restrictions() -> bool:
    return PageViewRestriction.objects.exists()
