// Copies the text of the button that is pressed; where that is not allowed, selects what stands before it.
const live = document.createElement("p");
live.className = "visually-hidden";
live.setAttribute("role", "status");
document.querySelector("main").append(live);

for (const button of document.querySelectorAll("[data-copy]"))
  button.hidden = !navigator.clipboard;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
    live.textContent = button.dataset.copied;
  } catch {
    getSelection().selectAllChildren(button.previousElementSibling);
  }
});
