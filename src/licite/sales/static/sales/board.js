// Comforts only: each card has its own form. A card dragged to a column, or moved there with Alt and an arrow while its
// name has the focus, sends that form.
const lanes = () => [...document.querySelectorAll(".lane")];
let held = null;
let moved = null;
let boardTop = 0;

function send(card, step) {
  const form = card.querySelector("form");
  const choice = form.elements.namedItem("step");
  choice.value = step;
  if (choice.value !== step) return;
  form.requestSubmit();
}

// Why a card stays, said where what happened is said.
function say(words) {
  const flash = document.createElement("div");
  flash.className = "flash flash--warning";
  flash.textContent = words;
  document.getElementById("flashes").replaceChildren(flash);
}

function mark(lane) {
  for (const one of lanes()) one.classList.toggle("lane--over", one === lane);
}

document.addEventListener("dragstart", (event) => {
  held = event.target.closest?.("[data-deal], [data-still]") ?? null;
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  held.classList.add("deal--held");
});
document.addEventListener("dragover", (event) => {
  const lane = held && event.target.closest?.(".lane");
  mark(lane && "deal" in held.dataset ? lane : null);
  if (lane) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const lane = held && event.target.closest?.(".lane");
  if (!lane) return;
  event.preventDefault();
  if (lane.contains(held)) return;
  if ("deal" in held.dataset) send(held, lane.dataset.step);
  else say(held.dataset.still);
});
document.addEventListener("dragend", () => {
  held?.classList.remove("deal--held");
  held = null;
  mark(null);
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
  const card = event.target.closest?.("[data-deal]");
  if (!card) return;
  const all = lanes();
  const next = all[all.indexOf(card.closest(".lane")) + (event.key === "ArrowRight" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  send(card, next.dataset.step);
});

// The columns are drawn anew around a card that moved: the page stays where it was, and the card keeps the focus.
document.addEventListener("htmx:beforeRequest", (event) => {
  moved = event.target.closest?.("[data-deal]")?.dataset.deal ?? moved;
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "board") boardTop = event.target.getBoundingClientRect().top;
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "board") return;
  scrollBy(0, event.target.getBoundingClientRect().top - boardTop);
  document.querySelector(`[data-deal="${moved}"] .deal__name`)?.focus({ preventScroll: true });
  moved = null;
});
