"""A corrected certificate takes the place of another, which stays readable and says so."""

from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from certificates.issue import NotValidError, issue, reissue, revoke
from certificates.models import Certificate, CertificateEvent
from tests.factories.certificates import make_certificate, revoke_as
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("C3")]


@pytest.fixture
def officer(home):
    return make_user(name="Hanna van Personeelszaken")


def test_the_new_one_has_the_name_a_code_of_its_own_and_all_other_words(certificate, officer):
    replacement = reissue(certificate, "Şükrü Ő. van ’t Łoś", "Naam was verkeerd gespeld", officer)
    certificate.refresh_from_db()
    assert replacement.holder_name == "Şükrü Ő. van ’t Łoś"
    assert replacement.code != certificate.code
    assert replacement.replaces == certificate
    for words in ("user", "completion", "course_title", "goals", "completed_on", "valid_until", "study_minutes"):
        assert getattr(replacement, words) == getattr(certificate, words)
    assert certificate.is_replaced
    assert certificate.ended_at is not None
    assert certificate.holder_name == "Sanne de Vries"


def test_both_say_who_did_it_and_why(certificate, officer):
    replacement = reissue(certificate, "Sanne Vries", "Getrouwd", officer)
    (replaced,), (reissued,) = certificate.events.all(), replacement.events.all()
    assert (replaced.kind, reissued.kind) == (CertificateEvent.Kind.REPLACED, CertificateEvent.Kind.REISSUED)
    assert {(event.by, event.reason) for event in (replaced, reissued)} == {(officer, "Getrouwd")}


def test_what_was_replaced_or_revoked_is_not_replaced_again(certificate, officer):
    replacement = reissue(certificate, "Sanne Vries", "Getrouwd", officer)
    with pytest.raises(NotValidError) as ended:
        reissue(certificate, "Nog eens", "Nog eens", officer)
    assert ended.value.certificate.replaced_by == replacement
    with pytest.raises(NotValidError):
        revoke(certificate, Certificate.RevocationKind.MISTAKE, "Te laat", officer)
    revoke_as(replacement)
    with pytest.raises(NotValidError):
        reissue(replacement, "Sanne", "Te laat", officer)
    assert Certificate.objects.count() == 2


def test_issuing_again_after_it_makes_no_third(certificate, officer):
    reissue(certificate, "Sanne Vries", "Getrouwd", officer)
    assert issue(certificate.completion) == certificate
    assert Certificate.objects.count() == 2


def test_the_database_keeps_a_second_that_counts_out(certificate, officer):
    replacement = reissue(certificate, "Sanne Vries", "Getrouwd", officer)
    copy = Certificate.objects.get(pk=replacement.pk)
    copy.pk, copy.code, copy.replaces, copy._state.adding = None, "1" * 26, None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_replaces_it(home):
    certificate, officer = make_certificate(), make_user()
    barrier, done = Barrier(2), []

    def replace(name: str) -> None:
        barrier.wait()
        try:
            done.append(reissue(certificate, name, "Naam", officer).pk)
        except NotValidError:
            done.append(None)
        finally:
            connection.close()

    threads = [Thread(target=replace, args=(name,)) for name in ("Eerste", "Tweede")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done.count(None) == 1
    assert Certificate.objects.current().count() == 1
