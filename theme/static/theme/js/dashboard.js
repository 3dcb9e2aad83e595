// Select2 draws a box in the place of a select: screen readers hear the select's label with it.
function name(select) {
  const box = select.nextElementSibling?.querySelector(".select2-selection");
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  if (!box || !label) return;
  label.id ||= `${select.id}_label`;
  const value = box.querySelector(".select2-selection__rendered");
  value?.removeAttribute("role");
  value?.removeAttribute("aria-readonly");
  box.setAttribute(
    "aria-labelledby",
    value?.id ? `${label.id} ${value.id}` : label.id,
  );
}

window.jQuery?.(() =>
  document.querySelectorAll(".select2-hidden-accessible").forEach(name),
);
