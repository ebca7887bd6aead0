"""What the reader knows of each language: word lists and patterns, no code.

Patterns are matched on the folded text (see `fold`): lower case unless the name ends in `_cased`,
NFC, modern Lao spelling, Western digits, plain hyphens and quotes.
"""
