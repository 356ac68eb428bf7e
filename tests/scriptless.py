"""What a page must have so that nothing on it needs script: read from its HTML, by a test without a browser and by the
walk over all pages. `faults(html)` says in plain words what would lead nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}
ASKS = ("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")
WIDGETS = {"button", "tab", "menuitem", "switch", "option", "slider"}
FIELDS = {"input", "select", "textarea"}
# All that may ask by script alone, by its class, and why that is right.
DECLARED = {
    "omni": "live search: the same field, sent by Enter or by its button, leads to a page of results",
    "suggested": "companies of that name: the name typed finds the one in sight when the form is sent, and the record says if one was made",
    "offers": "the bases of what was chosen: each stands beside its purpose, and a refusal names the one that holds",
    "revealed": "a value that masks itself: the record asks itself again when the minute is over",
}


@dataclass
class Node:
    """One element, with what stands inside it."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None = None
    inside: list[Node] = field(default_factory=list)
    says: bool = False

    def all(self) -> Iterator[Node]:
        for one in self.inside:
            yield one
            yield from one.all()

    def around(self) -> Iterator[Node]:
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def has(self, name: str) -> bool:
        return name in self.attributes

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def __str__(self) -> str:
        shown = ("id", "class", "name", "href", "action", *ASKS)
        said = [f'{name}="{self.get(name)}"' for name in shown if self.has(name)]
        return f"<{' '.join([self.tag, *said])}>"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Node("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.inside.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.here = self.here if tag in VOID else self.here.parent or self.root

    def handle_data(self, data: str) -> None:
        self.here.says = self.here.says or bool(data.strip())

    def handle_endtag(self, tag: str) -> None:
        for node in (self.here, *self.here.around()):
            if node.tag == tag:
                self.here = node.parent or self.root
                return


def read(html: str) -> Node:
    """The page as a tree; what `<noscript>` holds stands in it like the rest."""
    reader = _Reader()
    reader.feed(html)
    return reader.root


def faults(html: str) -> list[str]:
    """What on this page would do nothing without script, each with its element."""
    nodes = list(read(html).all())
    sent = {id(one): _sends(one, nodes) for one in nodes if one.tag == "form"}
    found = [f"{why}: {one}" for one in nodes for why in (*_dead(one, nodes, sent), *_conjured(one, nodes))]
    found += [f"a thing that is moved by dragging alone: {one}" for one in nodes if _dragged(one, sent)]
    return unled(html) + found


def unled(html: str) -> list[str]:
    """What asks the server by script alone: neither a link, nor a form, nor a page that asks itself again."""
    nodes = list(read(html).all())
    again = any(one.get("http-equiv") == "refresh" for one in nodes)
    asking = ((one, one.get(name)) for one in nodes for name in ASKS if one.has(name))
    return [f"asks by script alone: {one}" for one, asked in asking if not _leads(one, asked, again=again)]


def unsigned(html: str) -> list[str]:
    """Forms that the server would refuse unless a script signed them: each must carry its own mark against forgery."""
    posts = (one for one in read(html).all() if one.tag == "form" and one.get("method") == "post")
    marked = "csrfmiddlewaretoken"
    return [
        f"only script signs it: {one}" for one in posts if all(x.get("name") != marked for x in one.all())
    ]


def _dead(one: Node, nodes: list[Node], sent: dict[int, bool]) -> Iterator[str]:
    """Controls that do nothing when they are used."""
    if one.tag == "form" and not sent[id(one)]:
        yield "a form that nothing sends"
    if one.tag == "button" and not _acts(one, nodes):
        yield "a button that does nothing"
    if one.tag == "a" and one.get("href") in ("", "#"):
        yield "a link that leads nowhere"
    if one.tag in FIELDS and one.get("type") != "hidden" and not one.has("readonly"):
        form = _form_of(one, nodes)
        if form is None or not sent[id(form)]:
            yield "a field that nothing sends"


def _conjured(one: Node, nodes: list[Node]) -> Iterator[str]:
    """What is there, seen or moved by script alone."""
    if one.get("role") in WIDGETS and one.tag not in {"button", "a", "summary", "option"}:
        yield "a control drawn by script"
    if one.has("contenteditable") or one.get("tabindex") == "0":
        yield "a thing that script alone would make work"
    if one.has("hidden") and (one.inside or one.says):
        yield "something that script alone would show"
    opened = any(other.get("popovertarget") == one.get("id") for other in nodes)
    if one.tag == "dialog" or (one.has("popover") and not opened):
        yield "a panel that script alone would open"


def _dragged(one: Node, sent: dict[int, bool]) -> bool:
    return one.get("draggable") == "true" and not any(sent.get(id(inner)) for inner in one.all())


def _leads(one: Node, asked: str, *, again: bool) -> bool:
    """Whether the same address is reached without script."""
    where = urlsplit(asked).path
    if one.tag == "a":
        return one.has("hx-get") and urlsplit(one.get("href")).path == where
    if one.tag == "form":
        return (
            one.has("hx-post") and one.get("method") == "post" and urlsplit(one.get("action")).path == where
        )
    if one.get("hx-trigger").startswith("every"):
        return again
    if any(kind in outer.get("class").split() for kind in DECLARED for outer in (one, *one.around())):
        return True
    return any(inner.tag == "a" and urlsplit(inner.get("href")).path == where for inner in one.all())


def _sends(form: Node, nodes: list[Node]) -> bool:
    """Whether a button in sight sends it, inside it or tied to it."""
    name = form.get("id")
    tied = [one for one in nodes if name and one.get("form") == name]
    return any(_submits(one) and not _out_of_sight(one) for one in (*form.all(), *tied))


def _submits(one: Node) -> bool:
    if one.tag == "button":
        return one.get("type") in ("", "submit") and not one.has("disabled")
    return one.tag == "input" and one.get("type") in ("submit", "image")


def _out_of_sight(one: Node) -> bool:
    return any(node.has("hidden") or node.tag == "template" for node in (one, *one.around()))


def _form_of(one: Node, nodes: list[Node]) -> Node | None:
    if one.get("form"):
        return next(
            (node for node in nodes if node.tag == "form" and node.get("id") == one.get("form")), None
        )
    return next((node for node in one.around() if node.tag == "form"), None)


def _acts(button: Node, nodes: list[Node]) -> bool:
    panel = button.get("popovertarget")
    if panel:
        return any(one.get("id") == panel and one.has("popover") for one in nodes)
    return _submits(button) and _form_of(button, nodes) is not None
