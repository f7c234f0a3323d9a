"""Writing a case in the studio: what is typed is kept, what is published stays."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.written_text import as_written
from guests import cases
from guests.forms import LONGEST_TITLE, CaseForm
from guests.models import LONGEST_TEXT, CaseIndexPage, CasePage
from tests.factories.guests import case_texts, make_draft, make_enterprise, make_published_case, make_submitted_case

from .conftest import signed_in


def post(client, case, texts, version=None, action="save"):
    version = cases.version_of(CasePage.objects.get(pk=case.pk)) if version is None else version
    return client.post(reverse("studio_case", args=[case.pk]), texts | {"version": version, "action": action})


def draft(case):
    return cases.draft_of(CasePage.objects.get(pk=case.pk))


def test_from_title_to_saved_draft(as_author, author):
    answer = as_author.post(reverse("studio_new_case"), {"title": "  Hoe wij   begonnen "})
    case = CasePage.objects.get()

    assert answer.url == reverse("studio_case", args=[case.pk])
    assert not case.live
    assert case.owner == author
    assert case.author_name == author.name
    assert case.enterprise == author.enterprises.get()
    assert cases.draft_of(case).title == "Hoe wij begonnen"
    assert "Concept" in as_author.get("/studio/").content.decode()


def test_a_double_click_starts_one_case(as_author):
    for _ in range(2):
        as_author.post(reverse("studio_new_case"), {"title": "Hoe wij begonnen"})

    assert CasePage.objects.count() == 1


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("", "Geef uw casus een titel."),
        ("   ", "Geef uw casus een titel."),
        ("?!", "Gebruik letters of cijfers in de titel."),
        ("a" * (LONGEST_TITLE + 5), "hoogstens 120 tekens. U hebt er 125."),
    ],
)
def test_a_title_that_is_none_is_refused_with_what_to_do(as_author, title, sentence):
    answer = as_author.post(reverse("studio_new_case"), {"title": title})

    assert sentence in answer.content.decode()
    assert "Fout:" in answer.content.decode()
    assert not CasePage.objects.exists()


def test_who_has_two_enterprises_is_asked_which(as_author, author):
    second = make_enterprise("Tweede bedrijf")
    author.enterprises.add(second)

    assert "Tweede bedrijf" in as_author.get(reverse("studio_new_case")).content.decode()
    refused = as_author.post(reverse("studio_new_case"), {"title": "Zonder keuze"})
    assert "Kies de onderneming" in refused.content.decode()
    assert 'value="Zonder keuze"' in refused.content.decode()
    as_author.post(reverse("studio_new_case"), {"title": "Met keuze", "enterprise": second.pk})
    assert CasePage.objects.get().enterprise == second


def test_without_a_library_nothing_can_be_started_and_the_studio_says_so(as_author, library):
    library.delete()

    assert "U kunt nog geen casus beginnen" in as_author.get("/studio/").content.decode()
    assert as_author.post(reverse("studio_new_case"), {"title": "Casus"}).status_code == 404


def test_a_draft_may_be_unfinished(as_author, author):
    case = cases.start_case(author, author.enterprises.get(), "Half af")
    texts = dict.fromkeys(case_texts(), "") | {"title": "Half af", "summary": "Kort."}

    assert post(as_author, case, texts).status_code == 302
    assert draft(case).summary == "Kort."


def test_every_text_comes_back_in_the_form(as_author, author):
    case = make_draft(author, "kamille")
    body = as_author.get(reverse("studio_case", args=[case.pk])).content.decode()

    for part in CasePage.PARTS:
        assert f"Tekst kamille over {part}." in body


def test_a_text_that_is_too_long_is_kept_and_the_error_says_what_to_do(as_author, author):
    case = make_draft(author)
    long_text = "naald " + "x" * 100_000

    answer = post(as_author, case, case_texts(what_we_do=long_text, summary="Deze blijft staan."))
    body = answer.content.decode()

    assert answer.status_code == 200
    assert long_text in body
    assert "Deze blijft staan." in body
    assert "hoogstens 4000 tekens. U hebt er 100006." in body
    assert 'href="#id_what_we_do"' in body
    assert "<title>Fout:" in body


def test_the_browser_is_not_told_to_cut_texts_off(as_author, author):
    body = as_author.get(reverse("studio_case", args=[make_draft(author).pk])).content.decode()
    form = body[body.index("ldl-studio-form") :]

    assert "maxlength" not in form[: form.index("</form>")]


def test_line_ends_count_once():
    text = "a\r\n" * (LONGEST_TEXT // 2)
    form = CaseForm(case_texts(what_we_do=f"{text.strip()}"))

    assert form.is_valid()
    assert "\r" not in form.cleaned_data["what_we_do"]


@pytest.mark.parametrize("action", ["save", "preview", "submit"])
def test_every_button_keeps_the_text_first(as_author, author, action):
    case = make_draft(author)
    texts = case_texts("lavendel")

    post(as_author, case, texts, action=action)

    assert draft(case).summary == texts["summary"]


def test_saving_the_same_text_makes_no_new_version(as_author, author):
    case = make_published_case(author)
    before = cases.version_of(case)

    post(as_author, case, cases.texts_of(case))

    case.refresh_from_db()
    assert cases.version_of(case) == before
    assert cases.state_of(case).words == "Gepubliceerd"


def test_a_draft_leaves_the_published_text_alone(as_author, author, client):
    case = make_published_case(author, "roos")

    post(as_author, case, case_texts("tulp"))

    public = client.get(case.url).content.decode()
    assert "Tekst roos" in public
    assert "tulp" not in public
    assert "tulp" not in client.get("/casussen/").content.decode()
    assert "Tekst tulp" in as_author.get(reverse("studio_preview", args=[case.pk])).content.decode()
    assert cases.state_of(CasePage.objects.get()).words == "Gepubliceerd, met een nieuwe versie in concept"


def test_in_two_tabs_the_second_is_told_and_loses_nothing(as_author, author):
    case = make_draft(author, "eerst")
    opened = cases.version_of(case)
    post(as_author, case, case_texts("anjer"), opened)

    answer = post(as_author, case, case_texts("begonia"), opened)
    body = answer.content.decode()

    assert answer.status_code == 200
    assert "Deze casus is veranderd nadat u hem opende." in body
    assert "Tekst begonia" in body
    assert "Tekst anjer" in body
    assert draft(case).summary.startswith("Samenvatting anjer")

    # The form now carries the newer version: saving once more is a choice, and the other text stays in the history.
    again = post(as_author, case, case_texts("begonia"), answer.context["version"])
    assert again.status_code == 302
    assert draft(case).summary.startswith("Samenvatting begonia")
    assert any("anjer" in revision.content["summary"] for revision in case.revisions.all())


def test_an_editor_who_saves_over_the_own_revision_is_noticed_too(as_author, author, editor):
    case = make_draft(author)
    text = cases.draft_of(case)
    text.summary = "Versie een van de redactie."
    revision = text.save_revision(user=editor, clean=False)
    opened = cases.version_of(CasePage.objects.get(pk=case.pk))
    text.summary = "Versie twee van de redactie."
    text.save_revision(user=editor, clean=False, overwrite_revision=revision)

    answer = post(as_author, case, case_texts(), opened)

    assert "Deze casus is veranderd" in answer.content.decode()
    assert draft(case).summary == "Versie twee van de redactie."


@pytest.mark.parametrize("version", ["", "0", "abc", "1-2.0"])
def test_a_form_without_a_known_version_does_not_overwrite(as_author, author, version):
    case = make_draft(author, "eerst")

    post(as_author, case, case_texts("later"), version)

    assert draft(case).summary.startswith("Samenvatting eerst")


def test_typing_in_a_case_that_was_handed_in_meanwhile_keeps_what_was_typed(as_author, author):
    case = make_submitted_case(author, "ingediend")

    answer = post(as_author, case, case_texts("getypt"))
    body = answer.content.decode()

    assert "Deze casus is ingediend. Trek hem eerst terug" in body
    assert "Tekst getypt" in body
    assert draft(case).summary.startswith("Samenvatting ingediend")


MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) & \"'"


def test_markup_is_shown_as_text_wherever_the_case_is_shown(as_author, author, client):
    texts = dict.fromkeys(case_texts(), f"{MARKUP} " + "genoeg tekst " * 12)
    texts |= {
        "title": f"Titel {MARKUP}"[:100],
        "author_name": MARKUP,
        "summary": f"{MARKUP} samenvatting van de casus",
    }
    case = make_draft(author)
    assert post(as_author, case, texts).status_code == 302
    assert draft(case).what_we_do.startswith(MARKUP)
    studio = [
        as_author.get(a) for a in ("/studio/", f"/studio/casus/{case.pk}/", f"/studio/casus/{case.pk}/voorbeeld/")
    ]
    CasePage.objects.get(pk=case.pk).latest_revision.publish()
    public = [client.get("/casussen/"), client.get(CasePage.objects.get(pk=case.pk).url)]

    for answer in studio + public:
        body = answer.content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "&lt;script&gt;alert(1)" in body
        assert 'href="javascript' not in body


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=LONGEST_TEXT + 50))
def test_any_text_is_either_kept_as_typed_or_refused_with_a_reason(text):
    form = CaseForm(case_texts(what_we_do=text))

    if form.is_valid():
        kept = form.cleaned_data["what_we_do"]
        assert kept == as_written(text.strip())
        assert len(kept) <= LONGEST_TEXT
    else:
        assert form.errors["what_we_do"]


def test_the_preview_is_for_nobody_else_and_not_for_search_engines(as_author, author):
    case = make_draft(author, "salie")

    answer = as_author.get(reverse("studio_preview", args=[case.pk]))

    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Tekst salie" in answer.content.decode()
    assert "Indienen voor beoordeling" in answer.content.decode()


def test_the_list_shows_own_and_shared_cases_only(as_author, author, colleague, other_author):
    make_draft(author, "eigen")
    make_draft(colleague, "gedeeld")
    make_draft(other_author, "vreemd")

    body = as_author.get("/studio/").content.decode()

    assert "Casus eigen" in body
    assert "Casus gedeeld" in body
    assert "vreemd" not in body


def test_someone_who_belongs_to_both_lists_sees_a_case_once(author):
    author.enterprises.add(make_enterprise())
    make_draft(author)

    assert len(cases.cases_of(author)) == 1
    assert signed_in(author).get("/studio/").content.decode().count("utrecht-card__link") == 1


def test_a_new_case_goes_below_the_library(author, library: CaseIndexPage):
    case = make_draft(author)

    assert case.get_parent().pk == library.pk
