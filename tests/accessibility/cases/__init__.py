"""Which pages the walk looks at: for each address, by whom and in which state.

The keys of CASES are names of addresses (config/urls.py) and of page types. An address or page type
that is not here, nor in NO_PAGE with the reason, fails test_every_address.py. To add one: a line with
its path; {words} are filled in by places.py, which makes the state.
"""

from .case import ISSUED_FILE, Case
from .entrepreneurs import ENTREPRENEURS, MEETINGS, PRESENTING, SESSIONS, STUDIO, TENDERS
from .hr import HR
from .learning import CERTIFICATES, LEARNING
from .no_page import NO_PAGE
from .site import PAGE_TYPES, PEOPLE, SIGN_ON, SIGNING_IN, SITE

__all__ = ["ADDRESSES", "CASES", "ISSUED_FILE", "NO_PAGE", "PAGE_TYPES", "Case"]

ADDRESSES: dict[str, list[Case]] = {
    **SIGNING_IN,
    **SIGN_ON,
    **PEOPLE,
    **SITE,
    **LEARNING,
    **CERTIFICATES,
    **STUDIO,
    **ENTREPRENEURS,
    **TENDERS,
    **SESSIONS,
    **MEETINGS,
    **PRESENTING,
    **HR,
}

# Not an address: what one sees when something is not there or was refused.
ELSEWHERE: dict[str, list[Case]] = {
    "404": [Case("visitor", "/bestaat-niet/"), Case("learner", "/bestaat-niet/")],
    "in English": [Case("visitor", "/accounts/login/", language="en"), Case("visitor", "/en/", language="en")],
}

CASES = {**PAGE_TYPES, **ADDRESSES, **ELSEWHERE}
