// Keys: a comfort only, every page works without this file. They are never taken from a field, nor with a modifier held.

const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

// Under the search field: arrows walk through what is found, Escape goes back to the field and empties the list.
document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.(".omni");
  const found = box?.querySelector(".omni__found");
  if (!found) return;
  const links = [...found.querySelectorAll("a")];
  const field = box.querySelector("input");
  const at = links.indexOf(document.activeElement);
  if (event.key === "Escape") {
    found.replaceChildren();
    field.focus();
  } else if (event.key === "ArrowDown" && at + 1 < links.length) links[at + 1].focus();
  else if (event.key === "ArrowUp" && at > 0) links[at - 1].focus();
  else if (event.key === "ArrowUp" && at === 0) field.focus();
  else return;
  event.preventDefault();
});

// A list of records: j and k (or the arrows, once a row has the focus) move, Enter opens as any link does.
const rows = () => [...document.querySelectorAll("[data-keys] tbody tr")];
const here = () => document.activeElement?.closest("[data-keys] tbody tr");

function step(by) {
  const all = rows();
  const at = all.indexOf(here());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.querySelector(".name a")?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(next);
}

// Where a key leads from the row: the record's own page for a note or a call, which ask what is needed.
function go(part) {
  const link = here()?.querySelector(".name a");
  if (link) location.assign(link.href + part);
  return Boolean(link);
}

function tick() {
  const box = here()?.querySelector(".name > input");
  box?.click();
  return Boolean(box);
}

function help() {
  const panel = document.getElementById("keys");
  panel?.togglePopover();
  return Boolean(panel);
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => go("interactions/"),
  c: () => go("#coordinates"),
  x: tick,
  "?": help,
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const done = arrow ? here() && step(arrow) : KEYS[event.key]?.();
  if (done) event.preventDefault();
});

// How many boxes of a list are ticked, said in the bar of what may be done with them.
function countTicked() {
  const told = document.querySelector("[data-ticked]");
  if (!told) return;
  const ticked = told.form.querySelectorAll("td input:checked, th input:checked").length;
  told.textContent = ticked > 1 ? told.dataset.many.replace("#", ticked) : ticked ? told.dataset.one : "";
}
document.addEventListener("change", countTicked);
document.addEventListener("htmx:afterSettle", countTicked);
addEventListener("pageshow", countTicked);
