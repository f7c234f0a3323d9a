"""Signing in with the account of one's work (docs/decisions/0054-*.md).

identity.py says what a provider told, arrival.py whose account that is and who has none, rights.py which place in the
organisation comes of it. openid_connect.py and saml.py speak the protocols.
"""

from .session import signed_in_by_provider

__all__ = ["signed_in_by_provider"]
