import xml.etree.ElementTree as ElementTree

import pytest

from tools import assets
from tools.say import Stop


def test_sprite_holds_a_drawing_for_every_icon():
    sprite = ElementTree.parse(assets.SPRITE).getroot()
    drawn = {symbol.get("id"): len(symbol) for symbol in sprite}
    assert set(drawn) == {f"i-{name}" for name in assets.icon_names()}
    assert all(drawn.values())


def test_unknown_icon_is_refused():
    with pytest.raises(Stop, match="no-such-icon"):
        assets.symbol("no-such-icon")


def test_style_sheet_asks_for_nothing_that_is_not_there():
    style = (assets.VENDOR / "tabler.min.css").read_text(encoding="utf-8")
    assert "sourceMappingURL" not in style
    assert "@import" not in style
    assert "url(http" not in style


def test_nothing_is_missing_after_set_up():
    assert assets.missing() == []


def test_fonts_carry_their_licences():
    for folder in (assets.REPORT_FONTS, assets.VENDOR / "fonts"):
        licences = [path.read_text(encoding="utf-8") for path in folder.glob("LICENSE-*.txt")]
        assert len(licences) == len(assets.REPORT_FACES)
        assert all("SIL OPEN FONT LICENSE" in text.upper() for text in licences)


def test_report_fonts_have_every_letter_they_are_for():
    from fontTools.ttLib import TTFont

    vietnamese = "ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
    lao = "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮໜໝຽະັາຳິີຶືຸູົຼເແໂໃໄໆ່້໊໋໌ໍ໐໑໒໓໔໕໖໗໘໙"
    wanted = {"NotoSans": vietnamese, "Tinos": vietnamese, "NotoSansLao": lao, "Phetsarath": lao}
    for family, letters in wanted.items():
        for path in assets.REPORT_FONTS.glob(f"{family}_*.ttf"):
            known = TTFont(path).getBestCmap()
            assert [letter for letter in letters if ord(letter) not in known] == [], path.name
