from tests.exchange.plain import Plain
from tests.record import golden


def test_make(pictures, django_db_blocker, tmp_path):
    name = str(pictures._file("empty"))
    with django_db_blocker.unblock():
        a, b = Plain("a", tmp_path, name), Plain("b", tmp_path, name)
        golden.make(a, b)
