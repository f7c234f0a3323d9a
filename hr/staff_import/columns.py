"""What a staff file can say of somebody, and under which headings."""

import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Field(StrEnum):
    EMAIL = "email"
    NAME = "name"
    FIRST_NAME = "first_name"
    INFIX = "infix"
    LAST_NAME = "last_name"
    NUMBER = "personnel_number"
    DEPARTMENT = "department"
    ABOVE = "above"
    CODE = "code"
    JOB_TITLE = "job_title"
    MANAGER = "manager"
    STARTED_ON = "started_on"
    ENDED_ON = "ended_on"


LABELS: dict[Field, Promise] = {
    Field.EMAIL: _("E-mail address"),
    Field.NAME: _("Name"),
    Field.FIRST_NAME: _("First name"),
    Field.INFIX: _("Name prefix, such as van der"),
    Field.LAST_NAME: _("Last name"),
    Field.NUMBER: _("Personnel number"),
    Field.DEPARTMENT: _("Department"),
    Field.ABOVE: _("The department above it"),
    Field.CODE: _("Code of the department"),
    Field.JOB_TITLE: _("Job title"),
    Field.MANAGER: _("Manager (e-mail address or personnel number)"),
    Field.STARTED_ON: _("Started on"),
    Field.ENDED_ON: _("Ended on"),
}

# As personnel systems write them, in Dutch and English; compared without capitals, accents, spaces and signs.
HEADINGS: dict[Field, str] = {
    Field.EMAIL: "email|e-mailadres|mail|mailadres|emailaddress|e-mail werk|werk e-mail|werkmail|zakelijk e-mailadres"
    "|e-mail zakelijk|work email|business email|userprincipalname|upn",
    Field.NAME: "naam|name|volledige naam|full name|medewerker|employee|naam medewerker|weergavenaam|display name",
    Field.FIRST_NAME: "voornaam|first name|roepnaam|given name|voornamen|firstname|forename",
    Field.INFIX: "tussenvoegsel|tussenvoegsels|voorvoegsel|voorvoegsels|infix|prefix|name prefix",
    Field.LAST_NAME: "achternaam|last name|surname|family name|geslachtsnaam|familienaam",
    Field.NUMBER: "personeelsnummer|personeelsnr|pers nr|medewerkernummer|medewerkersnummer|medewerker nr|medewerkerid"
    "|personnel number|employee number|employee id|employeenumber|staff number|dienstverbandnummer",
    Field.DEPARTMENT: "afdeling|afdelingsnaam|naam afdeling|department|department name|team|teamnaam"
    "|organisatie-eenheid|organisatorische eenheid|org eenheid|unit|eenheid|onderdeel",
    Field.ABOVE: "bovenliggende afdeling|hoofdafdeling|afdeling boven|bovenliggend|domein|directie|parent|sector"
    "|parent department|department above|bovenliggende eenheid|valt onder",
    Field.CODE: "afdelingscode|code afdeling|department code|afdelingsnummer|kostenplaats|cost center|cost centre"
    "|teamcode|code eenheid",
    Field.JOB_TITLE: "functie|functienaam|functietitel|job title|jobtitle|title|position|rol|functieomschrijving",
    Field.MANAGER: "leidinggevende|manager|e-mail leidinggevende|e-mailadres leidinggevende|leidinggevende e-mail"
    "|manager email|personeelsnummer leidinggevende|personeelsnummer manager|teamleider|supervisor|line manager"
    "|manager id|manager number|chef",
    Field.STARTED_ON: "in dienst|datum in dienst|indienst|begindatum|startdatum|start date|started on|hire date"
    "|in dienst sinds|ingangsdatum|datum indiensttreding|in dienst per|start",
    Field.ENDED_ON: "uit dienst|datum uit dienst|uitdienst|einddatum|end date|ended on|uit dienst per|termination date"
    "|datum uitdiensttreding|leave date|einde dienstverband",
}


def bare(text: str) -> str:
    """Letters and figures in small letters, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum())


_FIELD_OF = {bare(heading): field for field, headings in HEADINGS.items() for heading in headings.split("|")}


def guessed(headings: Sequence[str]) -> dict[str, int]:
    """Field to the number of its column, from 0; the first of two columns that could be it."""
    found: dict[str, int] = {}
    for number, heading in enumerate(headings):
        field = _FIELD_OF.get(bare(heading))
        if field:
            found.setdefault(field.value, number)
    return found


def known(columns: Mapping[str, int]) -> dict[Field, int]:
    """The columns as this version knows them."""
    return {Field(name): number for name, number in columns.items() if name in set(Field)}
