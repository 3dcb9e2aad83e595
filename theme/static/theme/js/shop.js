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
  const wanted = (Number(input.value) || 1) + Number(button.value);
  const most = Number(input.max) || Infinity;
  input.value = Math.min(Math.max(wanted, Number(input.min) || 1), most);
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// A button pressed again before the answer is there sends nothing more; the shop itself counts two as one.
const AGAIN = 3000;
const pressed = new WeakMap();
document.addEventListener("submit", (event) => {
  const { submitter, target } = event;
  if (!submitter || target.method !== "post" || event.defaultPrevented) return;
  if (event.timeStamp - pressed.get(submitter) < AGAIN) event.preventDefault();
  else pressed.set(submitter, event.timeStamp);
});
