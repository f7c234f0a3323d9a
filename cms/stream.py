"""The one list of what an editor may put in a text."""

from cms.blocks.callout import CalloutBlock
from cms.blocks.definition import DefinitionBlock
from cms.blocks.fold_out import FoldOutBlock
from cms.blocks.image import ImageBlock
from cms.blocks.legal_quote import LegalQuoteBlock
from cms.blocks.sources import SourcesBlock
from cms.blocks.table import TableBlock
from cms.blocks.text import HeadingBlock, TextBlock
from cms.blocks.video import VideoBlock

BODY_BLOCKS = [
    ("heading", HeadingBlock()),
    ("text", TextBlock()),
    ("image", ImageBlock()),
    ("legal_quote", LegalQuoteBlock()),
    ("callout", CalloutBlock()),
    ("definition", DefinitionBlock()),
    ("table", TableBlock()),
    ("fold_out", FoldOutBlock()),
    ("video", VideoBlock()),
    ("sources", SourcesBlock()),
]
