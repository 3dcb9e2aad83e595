// Opens the phone's own sheet for sharing where there is one, and copies the link where that is allowed.
for (const box of document.querySelectorAll(".share")) {
  const shared = { title: box.dataset.shareTitle, url: box.dataset.shareUrl };
  box.querySelector("summary").addEventListener("click", async (event) => {
    if (box.open || !navigator.canShare?.(shared)) return;
    event.preventDefault();
    try {
      await navigator.share(shared);
    } catch (refused) {
      if (refused.name !== "AbortError") box.open = true;
    }
  });

  const copy = box.querySelector("[data-copied]");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    const link = box.querySelector("input");
    link.select();
    try {
      await navigator.clipboard.writeText(link.value);
      copy.textContent = copy.dataset.copied;
    } catch {
      /* the link stays selected: it can be copied by hand */
    }
  });
}
