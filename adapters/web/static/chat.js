// The conversation: asks, shows, remembers. Turns stay in this tab, the asker's role in this browser.
import { cardElement } from "./card.js";
import { element, still } from "./dom.js";

const TURNS = "remit.turns";
const ROLE = "remit.role";
const PATIENCE_MS = 30_000;
const NO_CONNECTION = "Remit could not be reached. Check the connection, then try again.";
const TOO_SLOW = "That took too long. Please try again.";

const form = document.getElementById("ask");
const field = document.getElementById("question");
const send = document.getElementById("send");
const role = document.getElementById("role");
const welcome = document.getElementById("welcome");
const anew = document.getElementById("anew");
const conversation = document.getElementById("conversation");

/** What was asked and answered, oldest first: {question, card}. */
let turns = [];
let busy = false;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(field.value);
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
field.addEventListener("input", grow);
role.addEventListener("change", () => store(localStorage, ROLE, role.value));
anew.addEventListener("click", () => {
  if (busy) return;
  turns = [];
  store(sessionStorage, TURNS, "[]");
  conversation.replaceChildren();
  mark();
  scrollTo(0, 0);
  field.focus({ preventScroll: true });
});
for (const example of document.querySelectorAll(".example")) {
  example.addEventListener("click", () => submit(example.dataset.question));
}
restore();

function submit(text) {
  const question = text.trim();
  if (busy || !question) return;
  field.value = "";
  grow();
  const turn = element("div", { className: "turn" }, asked(question));
  conversation.append(turn);
  mark();
  // On a touch screen the keyboard would cover the answer.
  if (matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true });
  ask(question, turn);
}

async function ask(question, turn) {
  busy = true;
  send.disabled = true;
  const waiting = element(
    "p",
    { className: "waiting" },
    element("span", { className: "dots", "aria-hidden": "true" }, element("i"), element("i"), element("i")),
    "Looking it up",
  );
  turn.append(waiting);
  conversation.setAttribute("aria-busy", "true");
  reveal(turn);
  try {
    const card = await fetchCard(question);
    turns.push({ question, card });
    store(sessionStorage, TURNS, JSON.stringify(turns));
    turn.append(cardElement(card, submit));
  } catch (error) {
    turn.append(failure(error.message, question, turn));
  } finally {
    waiting.remove();
    conversation.setAttribute("aria-busy", "false");
    busy = false;
    send.disabled = false;
    reveal(turn);
  }
}

/** The card of the answer. Throws an Error whose message can be shown. */
async function fetchCard(question) {
  const body = {
    question,
    history: turns.map((turn) => turn.question),
    asker: { role: role.value },
  };
  let reply;
  try {
    reply = await fetch("/api/ask", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (error) {
    throw new Error(error.name === "TimeoutError" ? TOO_SLOW : NO_CONNECTION, { cause: error });
  }
  const given = await reply.json().catch(() => ({}));
  if (!reply.ok || !given.card) throw new Error(given.error ?? NO_CONNECTION);
  return given.card;
}

function asked(question) {
  return element(
    "div",
    { className: "asked" },
    element("span", { className: "hidden" }, "You asked: "),
    element("p", {}, question),
  );
}

function failure(sentence, question, turn) {
  const retry = element("button", { type: "button", className: "secondary" }, "Try again");
  const shown = element(
    "div",
    { className: "card failed", role: "alert" },
    element("p", {}, sentence),
    retry,
  );
  retry.addEventListener("click", () => {
    if (busy) return;
    shown.remove();
    ask(question, turn);
  });
  return shown;
}

/** Scroll so that a turn's question stands at the top, or all of it can be seen. */
function reveal(turn) {
  turn.scrollIntoView({ block: "start", behavior: still() ? "auto" : "smooth" });
}

/** Show the welcome or the conversation. */
function mark() {
  const begun = conversation.childElementCount > 0;
  welcome.hidden = begun;
  anew.hidden = !begun;
  document.body.classList.toggle("begun", begun);
}

/** Let the field be as high as its text. */
function grow() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function store(where, key, value) {
  try {
    where.setItem(key, value);
  } catch {
    // Storage may be off or full; the conversation then ends with the page.
  }
}

function stored(where, key) {
  try {
    return where.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** Take up the conversation and the role from before, and a role to ask about from the address. */
function restore() {
  const own = stored(localStorage, ROLE);
  if ([...role.options].some((option) => option.value === own)) role.value = own;
  try {
    for (const { question, card } of JSON.parse(stored(sessionStorage, TURNS) || "[]")) {
      conversation.append(
        element("div", { className: "turn" }, asked(question), cardElement(card, submit)),
      );
      turns.push({ question, card });
    }
  } catch {
    store(sessionStorage, TURNS, "[]");
  }
  mark();
  conversation.lastElementChild?.scrollIntoView({ block: "start" });
  const about = new URLSearchParams(location.search).get("about");
  if (about) {
    history.replaceState(null, "", "/");
    field.value = `${about}: `;
    grow();
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }
}
