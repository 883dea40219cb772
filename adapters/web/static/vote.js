// Whether an answer helped, and if not, why.
import { tell } from "./asking.js";
import { still } from "./dom.js";

const THANKS = "Thank you.";
const NOT_SENT = "That could not be sent.";

/** The buttons under an answer; `card.vote` remembers what was pressed, `changed` is called then. */
export function voteElement(card, asker, changed) {
  const made = document.getElementById("vote").content.firstElementChild.cloneNode(true);
  const why = made.querySelector(".why");
  const thanks = made.querySelector(".thanks");
  const thumbs = [...made.querySelectorAll(".thumb")];

  function press() {
    for (const thumb of thumbs) {
      thumb.setAttribute("aria-pressed", String(thumb.dataset.vote === card.vote));
    }
  }

  async function send(reason) {
    const up = card.vote === "up";
    const sent = await tell("/api/feedback", { reference: card.reference, up, reason, asker });
    thanks.textContent = sent ? THANKS : NOT_SENT;
    changed();
  }

  for (const thumb of thumbs) {
    thumb.addEventListener("click", () => {
      card.vote = thumb.dataset.vote;
      press();
      why.hidden = card.vote === "up";
      thanks.textContent = "";
      // The vote counts without a reason.
      send("");
      if (why.hidden) return;
      why.querySelector("input").focus({ preventScroll: true });
      why.scrollIntoView({ block: "nearest", behavior: still() ? "auto" : "smooth" });
    });
  }
  why.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = new FormData(why);
    why.hidden = true;
    thumbs[1].focus({ preventScroll: true });
    send(given.get("words").trim() || given.get("reason") || "");
  });
  press();
  return made;
}
