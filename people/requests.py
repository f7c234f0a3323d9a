"""What LoginRequiredMiddleware guarantees to every view that is not public, as a type."""

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """A request of someone who has signed in."""

    user: User
