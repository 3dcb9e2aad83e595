// Lets the button say what the chosen way of paying means; without script it says what holds for all.
const button = document.querySelector("button[data-order-label]");
function name() {
  const chosen = document.querySelector("[name=payment]:checked");
  if (button && chosen) button.textContent = chosen.dataset.orderLabel;
}
document.addEventListener("change", (event) => {
  if (event.target.matches("[name=payment]")) name();
});
name();
