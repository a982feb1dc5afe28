"""Actors of one's own from dictionaries, sheets and dumps, written as a folder of knowledge tables."""

from gestae.knowledge.importing.report import Report
from gestae.knowledge.importing.run import Format, Import, import_file

__all__ = ["Format", "Import", "Report", "import_file"]
