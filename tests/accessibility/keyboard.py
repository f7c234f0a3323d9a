"""Someone who has a keyboard and nothing else."""

from playwright.sync_api import Page

# Before any page: counts what only a mouse or a finger does.
COUNT_POINTERS = """addEventListener("pointerdown", () => {
    sessionStorage.pointers = Number(sessionStorage.pointers || 0) + 1;
}, true);"""
MOST_STOPS = 200


class Keyboard:
    """Goes through pages by keys only, and looks at each stop: is the focus seen, in order, and nothing over it?"""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.add_init_script(COUNT_POINTERS)

    def open(self, address: str) -> None:
        self._page.goto(address)

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def tab(self) -> dict:
        """The next stop of the Tab key."""
        self.press("Tab")
        stop = self._page.evaluate("accessibility.stop()")
        assert stop["isNowhere"] or stop["isShown"], f"{self._page.url}: one does not see the focus on {stop}"
        assert not stop["isCovered"], f"{self._page.url}: something lies over {stop}"
        assert stop["isInOrder"], f"{self._page.url}: out of order: {stop}"
        return stop

    def tab_to(self, name: str) -> dict:
        """Press Tab until something of this name has the focus."""
        passed = []
        for _stop in range(MOST_STOPS):
            stop = self.tab()
            if name in stop["name"]:
                return stop
            passed.append(stop["name"][:40])
        raise AssertionError(f"{self._page.url}: the Tab key never reaches “{name}”, only {passed}")

    def answer(self, name: str, value: str | list[str]) -> None:
        """Give the field of this name a value: typed, ticked, or chosen with the arrows."""
        match self._tab_to_field(name):
            case "checkbox":
                self._tick(name, value)
            case "radio" | "select-one" as kind:
                if kind == "radio":
                    self.press("Space")
                self._arrow_to(str(value))
            case _:
                self.type(str(value))

    def _tab_to_field(self, name: str) -> str:
        """Press Tab until a field of this name has the focus; returns its kind."""
        for _stop in range(MOST_STOPS):
            self.tab()
            if self._field()["name"] == name:
                return self._field()["kind"]
        raise AssertionError(f"{self._page.url}: the Tab key never reaches the field {name}")

    def _tick(self, name: str, values: str | list[str]) -> None:
        """All boxes of one question, from the first, which has the focus; Tab goes on from the last."""
        left = self._page.locator(f"input[name='{name}']").count()
        while True:
            if self._field()["value"] in values:
                self.press("Space")
            left -= 1
            if not left:
                return
            self.tab()

    def _arrow_to(self, value: str) -> None:
        for _stop in range(MOST_STOPS):
            if self._field()["value"] == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{self._page.url}: the arrows never reach {value}")

    def _field(self) -> dict:
        here = "document.activeElement"
        return self._page.evaluate(f"({{name: {here}.name, kind: {here}.type, value: {here}.value}})")

    def go_on(self, key: str = "Enter") -> None:
        """Press a key that leads to another page."""
        with self._page.expect_navigation():
            self.press(key)

    def skip_to_the_content(self) -> None:
        assert "Direct naar de inhoud" in self.tab()["name"]
        self.press("Enter")
        assert self._page.evaluate("document.activeElement.localName") == "main"

    def here(self) -> str:
        """What has the focus: the text of its label."""
        return self._page.evaluate("accessibility.stop().name")

    @property
    def pointers(self) -> int:
        """How often something was pressed with a mouse or a finger."""
        return self._page.evaluate("Number(sessionStorage.pointers || 0)")
