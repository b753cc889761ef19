"""The upload form of a payroll."""

from __future__ import annotations

from pathlib import PurePath

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

ENDINGS = (".csv", ".xlsx", ".parquet")


class PayrollForm(forms.Form):
    """A file, and the day as of which it is judged."""

    file = forms.FileField(label=_("Payroll file"), help_text=_("CSV, XLSX or Parquet"))
    as_of = forms.DateField(label=_("Day of the check"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_file(self) -> UploadedFile:
        """The file has an ending we read and is not too big or empty. Its name is not kept."""
        file: UploadedFile = self.cleaned_data["file"]
        if PurePath(file.name or "").suffix.lower() not in ENDINGS:
            raise ValidationError(_("This is not a CSV, XLSX or Parquet file. Save the payroll as one of these."))
        if (file.size or 0) > settings.PAYROLL_UPLOAD_BYTES:
            raise ValidationError(
                _("The file is too big. Split it, or run the check on your own computer with the command line.")
            )
        return file

    @property
    def ending(self) -> str:
        """The ending of the file's name."""
        return PurePath(self.cleaned_data["file"].name).suffix.lower()
