// Comforts only: each card has its own form. A card dragged to a column, or moved there with Alt and an arrow while its
// name has the focus, sends that form.
const lanes = [...document.querySelectorAll(".lane")];
let held = null;

function send(card, step) {
  const form = card.querySelector("form");
  const choice = form.elements.namedItem("step");
  choice.value = step;
  if (choice.value === step) form.requestSubmit();
}

function mark(lane) {
  for (const one of lanes) one.classList.toggle("lane--over", one === lane);
}

document.addEventListener("dragstart", (event) => {
  held = event.target.closest?.("[data-deal]") ?? null;
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  held.classList.add("deal--held");
});
document.addEventListener("dragover", (event) => {
  const lane = held && event.target.closest?.(".lane");
  mark(lane);
  if (lane) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const lane = held && event.target.closest?.(".lane");
  if (!lane) return;
  event.preventDefault();
  if (!lane.contains(held)) send(held, lane.dataset.step);
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
  const next = lanes[lanes.indexOf(card.closest(".lane")) + (event.key === "ArrowRight" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  send(card, next.dataset.step);
});
