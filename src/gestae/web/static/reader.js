// Layers can be taken off, and a mark under the pointer or the focus shows its card beside it.
const words = document.getElementById("words");
const float = document.getElementById("card");

for (const box of document.querySelectorAll("[data-layer]")) {
  const apply = () => words.classList.toggle(`no-${box.dataset.layer}`, !box.checked);
  box.addEventListener("change", apply);
  apply();
}

function show(mark) {
  const card = document.getElementById(mark.getAttribute("href").slice(1));
  if (!card) return;
  float.replaceChildren(...(card.matches(".card, li") ? [...card.cloneNode(true).childNodes] : [document.createTextNode(mark.title)]));
  for (const each of float.querySelectorAll("[id]")) each.removeAttribute("id");
  float.hidden = false;
  const at = mark.getBoundingClientRect();
  const room = document.documentElement.clientWidth - float.offsetWidth - 8;
  float.style.setProperty("left", `${Math.max(8, Math.min(at.left, room)) + window.scrollX}px`);
  float.style.setProperty("top", `${at.bottom + 6 + window.scrollY}px`);
}

const hide = () => { float.hidden = true; };
for (const mark of words.querySelectorAll("a.m")) {
  mark.addEventListener("mouseenter", () => show(mark));
  mark.addEventListener("focus", () => show(mark));
  mark.addEventListener("mouseleave", hide);
  mark.addEventListener("blur", hide);
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
