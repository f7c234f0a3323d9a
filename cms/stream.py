"""The one list of what an editor may put in a text."""

from cms.blocks.calculation import CalculationBlock
from cms.blocks.callout import CalloutBlock
from cms.blocks.case_quote import CaseQuoteBlock
from cms.blocks.check_question import CheckQuestionBlock
from cms.blocks.comparison_table import ComparisonTableBlock
from cms.blocks.definition import DefinitionBlock
from cms.blocks.diagram import DiagramBlock
from cms.blocks.download import DownloadBlock
from cms.blocks.embed import EmbedBlock
from cms.blocks.fold_out import FoldOutBlock
from cms.blocks.glossary_terms import GlossaryTermsBlock
from cms.blocks.image import ImageBlock
from cms.blocks.legal_quote import LegalQuoteBlock
from cms.blocks.reflection import ReflectionBlock
from cms.blocks.sdg_tile import SdgTileBlock
from cms.blocks.sources import SourcesBlock
from cms.blocks.steps import StepsBlock
from cms.blocks.table import TableBlock
from cms.blocks.terms import TermsBlock
from cms.blocks.text import HeadingBlock, TextBlock
from cms.blocks.timeline import TimelineBlock
from cms.blocks.video import VideoBlock

BODY_BLOCKS = [
    ("heading", HeadingBlock()),
    ("text", TextBlock()),
    ("image", ImageBlock()),
    ("diagram", DiagramBlock()),
    ("legal_quote", LegalQuoteBlock()),
    ("callout", CalloutBlock()),
    ("definition", DefinitionBlock()),
    ("table", TableBlock()),
    ("fold_out", FoldOutBlock()),
    ("video", VideoBlock()),
    ("reflection", ReflectionBlock()),
    ("steps", StepsBlock()),
    ("comparison_table", ComparisonTableBlock()),
    ("timeline", TimelineBlock()),
    ("case_quote", CaseQuoteBlock()),
    ("sdg_tile", SdgTileBlock()),
    ("calculation", CalculationBlock()),
    ("terms", TermsBlock()),
    ("glossary_terms", GlossaryTermsBlock()),
    ("check_question", CheckQuestionBlock()),
    ("download", DownloadBlock()),
    ("embed", EmbedBlock()),
    ("sources", SourcesBlock()),
]
