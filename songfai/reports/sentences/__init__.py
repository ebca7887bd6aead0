"""The sentences of reports, one file per language, under the same keys with the same places.

They are data of the papers, not of the interface: a report in Lao is compiled on a Vietnamese screen as well.
"""

from songfai.reports.sentences import en, lo, vi

PATTERNS = {"lo": lo.PATTERNS, "vi": vi.PATTERNS, "en": en.PATTERNS}
