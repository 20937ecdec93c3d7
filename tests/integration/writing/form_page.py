"""What a browser would post of a form on a page: every named control with its value."""

from html.parser import HTMLParser


class _Controls(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.data: dict[str, str] = {}
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        if tag == "form":
            self.inside = values.get("id", "") == self.form_id
        if not self.inside:
            return
        if tag == "textarea":
            self._area = name
            self.data[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in values or self._select not in self.data:
                self.data[self._select] = values.get("value", "")
        elif tag == "input" and name:
            self._input(name, values)

    def _input(self, name: str, values: dict[str, str]) -> None:
        kind = values.get("type", "text")
        if kind in ("submit", "button", "file") or (
            kind in ("checkbox", "radio") and "checked" not in values
        ):
            return
        self.data[name] = values.get("value", "on" if kind == "checkbox" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            # The parser of browsers drops a line end right after the tag; they send all of them as CRLF.
            self.data[self._area] = self.data[self._area].removeprefix("\n").replace("\n", "\r\n")
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self._area:
            self.data[self._area] += data


def posted_by(page: str, form_id: str = "review_form") -> dict[str, str]:
    controls = _Controls(form_id)
    controls.feed(page)
    controls.close()
    return {name: value for name, value in controls.data.items() if "__prefix__" not in name}
