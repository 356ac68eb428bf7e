// What opens, is wrong or has happened stays before one's eyes. After licite.js, whose panels it closes.

// What was refused is said next to what was asked: the panel that floats over it closes, and the reader is taken there.
document.addEventListener("htmx:afterSwap", (event) => {
  const told = event.target.closest?.("[data-told]");
  if (!told) return;
  closeFloating(null);
  told.focus({ preventScroll: true });
  told.scrollIntoView({ block: "center" });
});

// What opens in place is looked at: the line that asked comes into view, and the focus goes to the first mistake, else to
// the panel.
function lookAt(panel) {
  const wrong = panel.querySelector("[aria-invalid=true]");
  const mark = wrong?.closest(".field") ?? panel.querySelector("[role=alert]");
  closeFloating(null);
  (panel.closest("li") ?? panel).scrollIntoView({ block: "nearest" });
  mark?.scrollIntoView({ block: "nearest" });
  (wrong ?? panel).focus({ preventScroll: true });
}
document.addEventListener("htmx:afterSettle", (event) => {
  const opened = event.target.matches?.("[data-opened]");
  const panel = opened ? event.target : event.target.querySelector?.(":scope > [data-opened]");
  if (panel) lookAt(panel);
});

// A board drawn anew around the line that one acted on stays where it is on the screen, and what happened is said where
// the line stood, to the eye and aloud.
let stood = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const line = event.detail.requestConfig.elt.closest(".board li[id]");
  if (!line || !event.detail.shouldSwap || !event.target.matches(".board")) return;
  const lines = [...line.parentElement.children];
  const others = [...lines.slice(lines.indexOf(line) + 1), ...lines.slice(0, lines.indexOf(line)).reverse()];
  stood = {
    id: line.id,
    top: line.getBoundingClientRect().top,
    part: line.closest("[data-part]").dataset.part,
    others: others.map((one) => ({ id: one.id, after: !!(line.compareDocumentPosition(one) & 4) })),
  };
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (!stood || !event.target.matches?.(".board")) return;
  const was = stood;
  stood = null;
  const said = document.querySelectorAll("#flashes > .flash");
  const shown = said.length ? sayThere(event.target, was, said) : document.getElementById(was.id);
  if (!shown) return;
  scrollBy(0, shown.getBoundingClientRect().top - was.top);
  shown.scrollIntoView({ block: "nearest" });
  shown.querySelector(".flash, button, a")?.focus({ preventScroll: true });
});
function sayThere(board, was, said) {
  const near = was.others.find((one) => one.id && document.getElementById(one.id)?.closest(`[data-part=${was.part}]`));
  const list = board.querySelector(`[data-part=${was.part}] ul`);
  const place = document.createElement(near || list ? "li" : "div");
  if (near) document.getElementById(near.id)[near.after ? "before" : "after"](place);
  else (list ?? board).prepend(place);
  const region = place.appendChild(document.createElement("div"));
  region.setAttribute("role", "status");
  for (const flash of said) flash.tabIndex = -1;
  region.append(...said);
  return place;
}
