"""A browser's window on a form: what it holds from the moment it was opened, and sending it."""

from bs4 import BeautifulSoup


class Window:
    """One form of a page; its fields stay as they were opened until they are typed into."""

    def __init__(self, client, path: str, *, form: str = "form[method=post]", holding: str = ""):
        self.client, self.path = client, path
        self.read(client.get(path, follow=True), form, holding)

    def read(self, answer, form: str = "form[method=post]", holding: str = "") -> None:
        """Take over the form of an answer; `holding` names a field that it must have."""
        page = BeautifulSoup(answer.content, "html.parser")
        forms = page.select(form)
        self.form = next(
            each for each in forms if not holding or each.find(attrs={"name": holding})
        )
        self.fields = dict(_fields(self.form))

    def type(self, **typed) -> "Window":
        """Change fields, by their names."""
        self.fields |= typed
        return self

    def send(self, **headers):
        """Press the button."""
        action = self.form.get("action") or self.path
        return self.client.post(action or self.path, self.fields, **headers)


def _sent(text: str) -> str:
    """The text of a box as browsers read and send it."""
    return text.replace("\r\n", "\n").removeprefix("\n").replace("\n", "\r\n")


def _fields(form):
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = field["name"], field.get("type", "")
        if field.has_attr("disabled") or kind in ("submit", "button", "file", "image"):
            continue
        if kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                yield name, field.get("value", "on")
        elif field.name == "textarea":
            yield name, _sent(field.text)
        elif field.name == "select":
            chosen = [option["value"] for option in field.select("option[selected]")]
            if field.has_attr("multiple"):
                if chosen:
                    yield name, chosen
            else:
                first = field.select_one("option")
                yield name, chosen[0] if chosen else first["value"] if first else ""
        else:
            yield name, _sent("\n" + field.get("value", ""))
