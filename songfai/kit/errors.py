"""The one way a rule says no."""


def N_(text: str) -> str:
    """Mark a sentence for the message catalogues without translating it here.

    Rules are plain Python: they name the sentence, pages translate it.
    """
    return text


class Refused(Exception):
    """An action that a rule or a permission does not allow.

    `code` is stable and may be tested and sent over an API; `text` is the English sentence
    (a key of the message catalogues, with `%(name)s` places) and `params` fills its places.
    """

    def __init__(self, code: str, text: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.params = params

    def __str__(self) -> str:
        return self.text % self.params if self.params else self.text

    @property
    def facts(self) -> dict[str, int | str]:
        """`params` as JSON holds them, to be said again when the refusal is read."""
        return {name: value if isinstance(value, int) else str(value) for name, value in self.params.items()}


class NotPermitted(Refused):
    """The person may see the thing but not do this to it: answered with 403 and the reason."""


class Gone(Refused):
    """What was asked for was here and is no more: answered with 410."""


class Changed(Refused):
    """Somebody saved the same thing in the meantime: answered with 409 and what changed."""
