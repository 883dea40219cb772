// Filters what is on the page while somebody types; without it the server does the same.
const form = document.querySelector("form[data-filters]");
const none = document.querySelector(".none");
const shown = [...document.querySelectorAll(form?.dataset.filters ?? "nothing")];

function filter() {
  const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const level = form.elements.level?.value ?? "";
  for (const each of shown) {
    const text = each.textContent.toLowerCase();
    const fits = level === "" || each.dataset.level === level;
    each.hidden = !fits || !words.every((word) => text.includes(word));
  }
  for (const group of document.querySelectorAll(".family, .rights")) {
    group.hidden = ![...group.querySelectorAll(form.dataset.filters)].some((each) => !each.hidden);
  }
  none.hidden = shown.some((each) => !each.hidden);
}

/** Whether the server left something out already, so that only it can bring that back. */
const whole = !new URLSearchParams(location.search).get("q") && !new URLSearchParams(location.search).get("level");
if (form && whole && shown.length) {
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").hidden = true;
  // A page that comes back keeps what was typed.
  addEventListener("pageshow", filter);
}
