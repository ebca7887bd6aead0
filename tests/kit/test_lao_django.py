import pytest
from django.utils import formats, translation


def test_django_knows_lao():
    assert translation.get_language_info("lo")["name_local"] == "ລາວ"
    assert translation.check_for_language("lo")


@pytest.mark.parametrize(("language", "first", "decimal"), [("lo", 0, ","), ("vi", 1, ","), ("en", 1, ".")])
def test_django_formats_follow_the_language(language, first, decimal):
    with translation.override(language):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == first
        assert formats.get_format("DECIMAL_SEPARATOR") == decimal
        assert formats.get_format("DATE_INPUT_FORMATS")[0].startswith("%d")
