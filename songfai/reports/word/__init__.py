"""A paper as DOCX."""

from songfai.reports.word.writer import docx

__all__ = ["docx"]
