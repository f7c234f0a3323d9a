"""The holder puts a certificate on LinkedIn with a plain link that is filled in."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from certificates.linkedin import linkedin_url
from certificates.sharing import share, shared_url
from tests.factories.certificates import make_certificate

pytestmark = pytest.mark.django_db


def filled_in(certificate) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(linkedin_url(certificate)).query).items()}


def test_it_says_course_issuer_month_and_where_to_verify(certificate):
    assert linkedin_url(certificate).startswith("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&")
    assert filled_in(certificate) == {
        "startTask": "CERTIFICATION_NAME",
        "name": certificate.course_title,
        "organizationName": certificate.issuer_name,
        "issueYear": str(certificate.completed_on.year),
        "issueMonth": str(certificate.completed_on.month),
        "certUrl": certificate.verification_url,
    }


def test_with_a_last_day_it_says_until_which_month(learner, home):
    values = filled_in(make_certificate(learner, valid_until=date(2031, 2, 28)))
    assert (values["expirationYear"], values["expirationMonth"]) == ("2031", "2")


def test_while_the_link_is_on_it_gives_that_and_not_the_code(certificate):
    link = share(certificate)
    assert filled_in(certificate)["certUrl"] == shared_url(link)
    assert certificate.code not in linkedin_url(certificate)


def test_the_page_loads_nothing_from_there(as_learner, certificate):
    page = html.fromstring(as_learner.get(f"/mijn-leren/certificaat/{certificate.code}/").content)
    (link,) = page.xpath("//*[@*[contains(., 'linkedin.com')]]")
    assert (link.tag, link.get("href")) == ("a", linkedin_url(certificate))
    assert link.get("referrerpolicy") == "no-referrer"
