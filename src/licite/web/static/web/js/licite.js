// Comforts only: every page works without this file.

// "/" goes to the search field, unless one is typing.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeFloating(null);
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const search = document.querySelector("[data-search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// A floating panel closes when one clicks elsewhere or presses Escape, and gives the focus back.
function closeFloating(except) {
  for (const panel of document.querySelectorAll("details.pop[open]")) {
    if (panel.contains(except)) continue;
    const held = panel.contains(document.activeElement);
    panel.open = false;
    if (held) panel.querySelector("summary").focus();
  }
}
document.addEventListener("click", (event) => closeFloating(event.target));

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

// Good news leaves by itself; warnings and errors stay until the next page.
function scheduleFlashes() {
  for (const flash of document.querySelectorAll(".flash--success:not([data-leaving])")) {
    flash.dataset.leaving = "";
    const leave = () => (flash.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : flash.remove());
    setTimeout(leave, 10000);
  }
}

// A revealed value: <span data-until="2026-11-22T08:31:00+00:00"> … <span data-left></span></span>.
// Past its end it is taken off the page, also when the page comes back from the browser's memory; what is being typed
// beside it stays.
function countDown() {
  const now = Date.now();
  for (const held of document.querySelectorAll("[data-until]")) {
    const left = Math.ceil((Date.parse(held.dataset.until) - now) / 1000);
    const shown = held.querySelector("[data-left]");
    if (shown) shown.textContent = `${Math.max(left, 0)} s`;
    if (left > 0) continue;
    held.replaceChildren();
    held.removeAttribute("data-until");
  }
}
setInterval(countDown, 1000);
addEventListener("pageshow", countDown);

// An answer that htmx could not use is said aloud instead of being swallowed.
function tellFailure() {
  const region = document.getElementById("flashes");
  if (!region) return;
  const flash = document.createElement("div");
  flash.className = "flash flash--error";
  flash.textContent = region.dataset.error;
  region.replaceChildren(flash);
}
document.addEventListener("htmx:responseError", tellFailure);
document.addEventListener("htmx:sendError", tellFailure);
document.addEventListener("htmx:afterSettle", scheduleFlashes);
scheduleFlashes();

// A page made for paper offers a button; without script, it says which keys to press.
const printing = document.querySelector("[data-print]");
if (printing) {
  printing.hidden = false;
  document.querySelector("[data-print-words]").hidden = true;
  printing.addEventListener("click", () => print());
}
