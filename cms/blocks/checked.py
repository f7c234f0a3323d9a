"""What the blocks share whose parts must fit together."""

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

Errors = dict[str, Promise | str]


class CheckedBlock(blocks.StructBlock):
    """A block whose parts, each right by itself, must also fit together. A draft need not fit yet."""

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        errors = {} if self.is_deferred_validation else self.errors_of(cleaned)
        if errors:
            raise StructBlockValidationError(
                block_errors={name: ValidationError(str(message)) for name, message in errors.items()}
            )
        return cleaned

    def errors_of(self, value: blocks.StructValue) -> Errors:
        """What does not fit: the name of the part, and what to do about it in words for the editor."""
        raise NotImplementedError
