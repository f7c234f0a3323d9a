"""Tell the translation editor which text translates which, so that it shows later what has changed in the source.

Wagtail-localize remembers this by itself for what is translated in its editor; shipped translations come
from files, as whole pages.
"""

from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue


def remember(source: Page, target: Page) -> None:
    """Pair the texts of both pages in their order; a pair of pages that is known already stays as it is.

    Pages that an editor gave another number of texts cannot be paired: they stay two ordinary pages.
    """
    if TranslationSource.objects.filter(object_id=source.translation_key).exists():
        return
    texts = [segment for segment in extract_segments(target) if isinstance(segment, StringSegmentValue)]
    if len(texts) != sum(isinstance(segment, StringSegmentValue) for segment in extract_segments(source)):
        return
    origin, _created = TranslationSource.get_or_create_from_instance(source)
    Translation.objects.create(source=origin, target_locale=target.locale)
    pairs = {}
    for segment, text in zip(StringSegment.objects.filter(source=origin).order_by("order"), texts, strict=True):
        # One text at one place: the same word twice in a table has two places.
        pairs[segment.string_id, segment.context_id] = StringTranslation(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=target.locale,
            data=text.string.data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
    StringTranslation.objects.bulk_create(pairs.values())
