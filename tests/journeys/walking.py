"""How a person walks through the product: what they press and type, whatever language the page is in."""

import os
from pathlib import Path

from playwright.sync_api import Page

PASSWORD = "a long enough password"
# Where pictures are put, if anybody wants to look at them.
PICTURES = os.environ.get("SONGFAI_PICTURES", "")


class Person:
    """Somebody at a browser of their own, reading in one language."""

    def __init__(self, page: Page, email: str, language: str) -> None:
        self.page, self.email, self.language = page, email, language

    def sign_in(self, lands_on: str = "**/desk/**") -> "Person":
        self.go("/accounts/login/")
        self.page.fill("input[name=login]", self.email)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main form button[type=submit]")
        self.page.wait_for_url(lands_on)
        return self

    def go(self, address: str) -> None:
        sign = "&" if "?" in address else "?"
        response = self.page.goto(f"{address}{sign}language={self.language}")
        assert response is not None and response.status == 200, f"{address}: {response and response.status}"
        assert self.page.get_attribute("html", "lang") == self.language

    def press(self, selector: str) -> None:
        """Press a button or a link and see the page it leads to, which must not be an error."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def send(self, action: str, **values: str) -> None:
        """Fill the form that posts to an address with these words, and send it with its first button that is seen and does
        not ask for something else than sending it."""
        form = f'main form[action*="{action}"]' if action else "main form[method=post]"
        self.fill(form, values)
        self.press(f"{form} button:not([aria-hidden]):not([name=compare])")

    def fill(self, form: str, values: dict[str, str]) -> None:
        for name, value in values.items():
            control = self.page.locator(f'{form} [name="{name}"]').first
            kind = control.evaluate("e => e.tagName + ':' + (e.type || '')")
            if kind.startswith("SELECT"):
                control.select_option(value)
            elif kind == "INPUT:radio":
                self.page.locator(f'{form} [name="{name}"][value="{value}"]').check()
            elif kind == "INPUT:file":
                control.set_input_files(value)
            else:
                self.open_to(control)
                control.fill(value)

    def open_to(self, control: object) -> None:
        """Open the fold a field lies in: the languages that are not the page's own."""
        control.evaluate("e => { const d = e.closest('details'); if (d) d.open = true; }")  # type: ignore[attr-defined]

    def sees(self, text: str) -> bool:
        return text in self.page.locator("main").inner_text()

    def stage(self) -> str:
        """The stage a paper is in, by the seal beside its title: its form tells it without words."""
        return self.page.locator(".pagehead").inner_text()

    def wide(self) -> int:
        """How many pixels the page is wider than its screen."""
        root = "document.documentElement"
        return self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")

    def picture(self, name: str) -> None:
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{self.language}.png", full_page=True)
