"""What an editor fills in to import and to export."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.models import Question, QuestionTag

from .entries import MAXIMUM_BYTES, Data, UnusableFileError
from .formats import EXPORTS, FORMATS, read_file

RECOGNISE = [("", gettext_lazy("Recognise it by the file"))]
ALL = [("", gettext_lazy("All"))]
# A list with long words is no wider than a telephone.
FITTING = {"class": "w-w-full"}


class ImportForm(forms.Form):
    """A valid form has `content`, a file that can be read."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("GIFT, Moodle XML, JSON of this platform, Aiken or CSV; at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".gift,.txt,.xml,.json,.aiken,.csv"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Format"),
        required=False,
        choices=lambda: [*RECOGNISE, *((name, each.label) for name, each in FORMATS.items())],
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding"),
        required=False,
        widget=forms.Select(attrs=FITTING),
        choices=[("", "UTF-8"), ("windows", gettext_lazy("Windows-1252, as Excel saves CSV"))],
    )
    topic = forms.TypedChoiceField(
        label=gettext_lazy("Topic"),
        coerce=int,
        widget=forms.Select(attrs=FITTING),
        choices=Question.Topic.choices,
    )
    difficulty = forms.ChoiceField(
        label=gettext_lazy("Difficulty"), choices=Question.Difficulty.choices, initial=Question.Difficulty.MEDIUM
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )
    content: bytes = b""

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAXIMUM_BYTES:
            reason = _("The file is larger than %(size)s MB. Split it into smaller files.")
            raise ValidationError(reason % {"size": MAXIMUM_BYTES // 1024 // 1024})
        return file

    def clean(self) -> None:
        file = self.cleaned_data.get("file")
        if file is None or not {"kind", "encoding"} <= self.cleaned_data.keys():
            return
        self.content = file.read()
        try:
            read_file(file.name, self.content, self.cleaned_data["kind"], windows=self.is_windows)
        except UnusableFileError as refused:
            told = {"line": refused.line, "reason": refused.reason}
            self.add_error("file", _("Line %(line)s: %(reason)s") % told if refused.line else refused.reason)

    @property
    def is_windows(self) -> bool:
        return bool(self.cleaned_data["encoding"] == "windows")

    @property
    def defaults(self) -> Data:
        return {name: self.cleaned_data[name] for name in ("topic", "difficulty", "language")}


class ExportForm(forms.Form):
    """Which questions, in which format."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=lambda: [(name, each.label) for name, each in EXPORTS.items()],
        help_text=gettext_lazy("GIFT and Moodle XML are for other systems; JSON keeps everything."),
    )
    topic = forms.ChoiceField(
        label=gettext_lazy("Topic"),
        required=False,
        widget=forms.Select(attrs=FITTING),
        choices=lambda: [*ALL, *Question.Topic.choices],
    )
    tag = forms.ModelChoiceField(
        label=gettext_lazy("Tag"),
        required=False,
        queryset=QuestionTag.objects.order_by("name"),
        empty_label=gettext_lazy("All"),
    )

    def questions(self) -> QuerySet[Question]:
        """Those that a valid form asks for."""
        asked: dict[str, Any] = {}
        if topic := self.cleaned_data["topic"]:
            asked["topic"] = topic
        if tag := self.cleaned_data["tag"]:
            asked["tagged_items__tag"] = tag
        return Question.objects.filter(**asked).select_related("image").order_by("key")
