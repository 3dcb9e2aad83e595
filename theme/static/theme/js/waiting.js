// Looks again by itself for a while; the link beside it does the same without script.
const PAUSES = [2, 3, 5, 8, 13, 20, 30, 30, 30]; // seconds
const counted = `waiting ${location.pathname}`;
const turn = Number(sessionStorage.getItem(counted)) || 0;

if (document.querySelector("[data-waiting]") && turn < PAUSES.length) {
  setTimeout(() => {
    sessionStorage.setItem(counted, turn + 1);
    location.replace(location.pathname);
  }, PAUSES[turn] * 1000);
}
