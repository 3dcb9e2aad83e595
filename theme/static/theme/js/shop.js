// Smooths what already works without script: sending at once, addresses without empty parts, the stepper,
// one form for a double click.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

document.addEventListener("formdata", (event) => {
  if (!event.target.matches("form[data-auto]")) return;
  for (const [name, value] of [...event.formData])
    if (value === "") event.formData.delete(name);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-stepper] button");
  if (!button || button.closest("[data-stepper-sends]")) return;
  event.preventDefault();
  const input = button.parentElement.querySelector("input");
  const typed = Number(input.value.replace(/[ .,\u00a0]/g, "")) || 1;
  const most = Number(input.dataset.most) || Infinity;
  input.value = Math.min(Math.max(typed + Number(button.value), 1), most);
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// An error goes as soon as its field holds something else that could be right; the shop looks again
// when the form is sent.
function isChanged(input) {
  if (input.matches("select"))
    return !input.selectedOptions[0]?.defaultSelected;
  if (input.matches("[type=checkbox], [type=radio]"))
    return input.checked !== input.defaultChecked;
  return input.value !== input.defaultValue;
}

function dropReference(input, id) {
  const ids = (input.getAttribute("aria-describedby") ?? "").split(" ");
  const others = ids.filter((other) => other && other !== id);
  input.removeAttribute("aria-describedby");
  if (others.length) input.setAttribute("aria-describedby", others.join(" "));
}

function dropFromSummary(input, id) {
  for (const link of document.querySelectorAll(".error-summary a")) {
    const where = document.querySelector(`.where${link.hash}`);
    if (link.hash === `#${id}` || where?.contains(input))
      link.closest("li").remove();
  }
  for (const summary of document.querySelectorAll(".error-summary"))
    if (!summary.querySelector("li")) summary.remove();
}

function dropMendedError({ target: input }) {
  const field = input.closest?.(".field");
  const errors = field?.querySelector(":scope > .errors");
  if (!errors || !isChanged(input) || !input.checkValidity()) return;
  for (const each of field.querySelectorAll(
    "input, select, textarea, fieldset",
  )) {
    each.removeAttribute("aria-invalid");
    dropReference(each, errors.id);
  }
  errors.remove();
  dropFromSummary(input, errors.id.replace(/_error$/, ""));
}
// While it is typed, not when it is left: a page that moves under a pressed button loses the click.
document.addEventListener("input", dropMendedError);
