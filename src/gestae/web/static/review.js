// One key judges: it presses the button that bears it, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), select, textarea")) return;
  const button = [...document.querySelectorAll("button[data-key]")].find((each) => each.dataset.key === event.key);
  if (button && event.target !== button) { event.preventDefault(); button.click(); }
});
