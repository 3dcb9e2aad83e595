// A button pressed again before the answer is there sends nothing more; the shop itself counts two as one.
const AGAIN = 3000;
const pressed = new WeakMap();
document.addEventListener("submit", (event) => {
  const { submitter, target } = event;
  if (!submitter || target.method !== "post" || event.defaultPrevented) return;
  if (event.timeStamp - pressed.get(submitter) < AGAIN) event.preventDefault();
  else pressed.set(submitter, event.timeStamp);
});
