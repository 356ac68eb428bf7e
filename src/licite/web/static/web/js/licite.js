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

// What is offered under a field fills it in.
document.addEventListener("click", (event) => {
  const offered = event.target.closest("[data-fill]");
  if (!offered) return;
  const field = document.getElementById(offered.dataset.fill);
  field.value = offered.textContent;
  offered.parentElement.replaceChildren();
  field.focus();
});

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

// In a menu longer than the screen, the entry of this page is in sight.
document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest" });
