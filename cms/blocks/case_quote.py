"""What someone from practice says."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.examples import ExampleImage

from .checked import CheckedBlock, Errors


class CaseQuoteBlock(CheckedBlock):
    """Somebody made up is called fictional, above the words they never said."""

    quote = blocks.TextBlock(label=_("What someone says"), rows=3)
    name = blocks.CharBlock(label=_("Name"), max_length=120)
    role = blocks.CharBlock(label=_("Role and organisation"), required=False, max_length=160)
    portrait = ImageChooserBlock(label=_("Portrait"), required=False)
    alternative_text = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        max_length=250,
        help_text=_("What the picture tells, for people who do not see it."),
    )
    fictional = blocks.BooleanBlock(
        label=_("Fictional"), required=False, help_text=_("This person is made up; readers are told so.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation from practice")
        description = _("What someone says, with name, role and portrait")
        template = "blocks/case_quote.html"

    def errors_of(self, value: blocks.StructValue) -> Errors:
        if value["portrait"] and not value["alternative_text"]:
            return {"alternative_text": _("Write what the portrait shows.")}
        return {}

    def get_preview_value(self) -> blocks.StructValue:
        return self._to_struct_value(
            {
                "quote": "De gemeente vroeg niet wat wij kostten, maar wat wij konden. Toen durfden wij mee te doen.",
                "name": "Mireille",
                "role": "directeur van De Groenwerkers",
                "portrait": ExampleImage(),
                "alternative_text": "Mireille staat bij een plantsoen.",
                "fictional": True,
            }
        )
