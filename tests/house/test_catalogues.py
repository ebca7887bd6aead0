"""Lao and Vietnamese are complete: every text there is, with every place of its English original."""

import pytest
from babel.messages.catalog import Catalog

from tools import catalogues, extraction


@pytest.mark.parametrize("language", catalogues.TRANSLATED)
def test_catalogue_is_complete(language):
    found = list(catalogues.problems(language))
    assert found == [], f"{len(found)} problems; ./dev messages updates the catalogues\n" + "\n".join(
        found[:20]
    )


def test_extraction_finds_each_way_of_marking():
    source = (
        b"_('a'); N_('b'); gettext_lazy('c'); ngettext('%(n)d d', '%(n)d ds', n); pgettext('e', 'f')\n"
        b"raise Refused('code', 'g'); raise NotPermitted('code', N_('h')); _(variable)\n"
    )
    found = {text: context for _line, text, context in extraction.python_texts(source)}
    plural = ("%(n)d d", "%(n)d ds")
    assert found == {"a": None, "b": None, "c": None, plural: None, "f": "e", "g": None, "h": None}


def test_extraction_looks_into_f_strings():
    source = b"x = f'<b>{_(\"a\")}</b>' f\"{escaped(_('b %(n)s') % {'n': n})}\" + f\"{f'{_(1)}'}{ngettext('c', 'cs', n)}\"\n"
    found = {text for _line, text, _context in extraction.python_texts(source)}
    assert found == {"a", "b %(n)s", ("c", "cs")}


def test_extraction_reads_templates(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '{% load i18n %}\n    <p title="{% translate "a" %}">it’s {{ x }} {% blocktranslate trimmed %}\n      b\n'
        "      {{ name }}\n{% endblocktranslate %}</p>\n  {% blocktranslate count n=n %}{{ n }} c{% plural %}{{ n }} cs"
        '{% endblocktranslate %}{% translate "d" context "e" %}100 %'
    )
    found = {text: context for _line, text, context in extraction.template_texts(page)}
    assert found == {"a": None, "b %(name)s": None, ("%(n)s c", "%(n)s cs"): None, "d": "e"}


def test_lost_placeholder_is_noticed():
    catalogue = Catalog(locale="lo")
    lost = catalogue.add("From %(start)s to %(end)s", "ແຕ່ %(start)s")
    kept = catalogue.add("Until %(end)s, 100%%", "ຮອດ %(end)s, 100%%")
    renamed = catalogue.add("{count} rows", "{n} ແຖວ")
    plural = catalogue.add(("one row", "%(n)s rows"), ("%(n)s ແຖວ",))
    assert [catalogues.differs(message) for message in (lost, kept, renamed, plural)] == [
        True,
        False,
        True,
        False,
    ]


def test_doubtful_translation_does_not_count():
    catalogue = Catalog(locale="lo")
    sure, doubtful = catalogue.add("a", "ກ"), catalogue.add("b", "ຂ", flags=["fuzzy"])
    assert [catalogues.is_translated(message) for message in (sure, doubtful)] == [True, False]
