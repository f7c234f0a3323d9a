"""Which version of the site's content this is."""

from django.db import models


class ContentVersion(models.Model):
    """One row, whose token is another one after every change of a page, menu, picture or colour.

    What is worked out from content may be kept in memory as long as the token stays the same
    (cms/content_version.py).
    """

    token = models.CharField(max_length=32)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "version of the content"
        verbose_name_plural = "versions of the content"

    def __str__(self) -> str:
        return self.token
