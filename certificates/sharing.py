"""The address with which a holder shows a certificate, switched on and off by the holder alone.

The page behind it leaves out the code of the certificate: with it, switching off would end nothing.
"""

import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from .models import Certificate, ShareLink
from .verify import with_seal


def open_link(certificate: Certificate) -> ShareLink | None:
    """The link that works now."""
    return certificate.share_links.filter(ended_at=None).first()


@transaction.atomic
def share(certificate: Certificate) -> ShareLink:
    """Switch it on, with an address nobody has seen before; when it is on already, that one."""
    # The database keeps a second open one out (certificates_one_open_share_link).
    link, _made = certificate.share_links.get_or_create(
        ended_at=None, defaults={"certificate": certificate, "token": secrets.token_urlsafe(16)}
    )
    return link


def stop_sharing(certificate: Certificate) -> None:
    """Switch it off for good; switching on again gives another address."""
    certificate.share_links.filter(ended_at=None).update(ended_at=timezone.now())


def lead_to(replacement: Certificate) -> None:
    """Have the open link of the certificate that was replaced show this one from now on."""
    ShareLink.objects.filter(certificate=replacement.replaces, ended_at=None).update(certificate=replacement)


def find_shared(token: str) -> Certificate | None:
    """What this address shows; None for an unknown token and for one that was switched off alike."""
    return with_seal().filter(share_links__token=token, share_links__ended_at=None).first()


def shared_url(link: ShareLink) -> str:
    """The absolute address; it works without signing in."""
    return f"{settings.BASE_URL}{reverse('certificate_shared', args=[link.token])}"


def shown_at(certificate: Certificate) -> str:
    """The address to give to others: the link when it is on, else the verification page."""
    link = open_link(certificate)
    return shared_url(link) if link else certificate.verification_url
