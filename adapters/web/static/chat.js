// The conversation: asks, shows, remembers. Turns stay in this tab, who asks in this browser.
import { askFor, tell } from "./asking.js";
import { cardElement, chipsElement, partElement } from "./card.js";
import { element, still } from "./dom.js";
import { voteElement } from "./vote.js";

const TURNS = "remit.turns";
const CONVERSATION = "remit.conversation";
const ASKER = "remit.asker";
const ROLE = "remit.role";
const PLACE = "remit.place";

const form = document.getElementById("ask");
const field = document.getElementById("question");
const send = document.getElementById("send");
const role = document.getElementById("role");
const welcome = document.getElementById("welcome");
const anew = document.getElementById("anew");
const conversation = document.getElementById("conversation");
const forgetMe = document.getElementById("forget-me");
const forget = document.getElementById("forget");

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
  if (field.value.trim()) form.requestSubmit();
});
field.addEventListener("input", grow);
role.addEventListener("change", () => store(localStorage, ROLE, role.value));
anew.addEventListener("click", (event) => {
  event.preventDefault();
  if (!busy) begin();
});
for (const example of document.querySelectorAll(".example")) {
  example.addEventListener("click", (event) => {
    event.preventDefault();
    submit(example.value);
  });
}
conversation.addEventListener("click", rememberPlace);
document.getElementById("citation").addEventListener("click", rememberPlace);
forgetMe.hidden = false;
forgetMe.addEventListener("click", () => forget.showModal());
forget.addEventListener("close", forgetAsker);
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
  let shown = element(
    "p",
    { className: "waiting" },
    element("span", { className: "dots", "aria-hidden": "true" }, element("i"), element("i"), element("i")),
    "Looking it up",
  );
  turn.append(shown);
  // A screen reader hears the answer once, when it is whole.
  conversation.setAttribute("aria-busy", "true");
  reveal(turn);
  const lines = [];
  try {
    const card = await askFor(body(question), (line) => {
      lines.push(line);
      const part = partElement(lines);
      shown.replaceWith(part);
      shown = part;
    });
    turns.push({ question, card });
    keep();
    shown.remove();
    turn.append(...answered(card));
  } catch (error) {
    shown.remove();
    turn.append(failure(error.message, question, turn));
  } finally {
    conversation.setAttribute("aria-busy", "false");
    busy = false;
    send.disabled = false;
    reveal(turn);
  }
}

function body(question) {
  return {
    question,
    history: turns.map((turn) => turn.question),
    conversation: name(sessionStorage, CONVERSATION),
    asker: { id: name(localStorage, ASKER), role: role.value },
  };
}

/** The elements of an answer: its card, whether it helped, what to ask next. */
function answered(card) {
  const shown = cardElement(card, submit);
  // A question back is no answer that could help.
  if (card.reference && card.status !== "clarify") {
    shown.append(voteElement(card, { id: name(localStorage, ASKER) }, keep));
  }
  const next = card.suggestions?.length
    ? [chipsElement(card.suggestions, "Questions to go on with", submit)]
    : [];
  return [shown, ...next];
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

/** Begin a conversation in which nothing was said. */
function begin() {
  turns = [];
  keep();
  store(sessionStorage, CONVERSATION, "");
  conversation.replaceChildren();
  mark();
  scrollTo(0, 0);
  field.focus({ preventScroll: true });
}

async function forgetAsker() {
  if (forget.returnValue !== "forget" || busy) return;
  forget.returnValue = "";
  const told = await tell("/api/forget", { asker: { id: name(localStorage, ASKER) } });
  begin();
  if (!told) {
    conversation.append(failureToForget());
    mark();
    return;
  }
  for (const key of [ASKER, ROLE]) store(localStorage, key, "");
  role.value = "";
}

function failureToForget() {
  const sentence = "The server could not be told to forget you. Please try again later.";
  return element("p", { className: "notice", role: "alert" }, sentence);
}

/** Note the citation that leads away from here, so that coming back leads to it. */
function rememberPlace(event) {
  const link = event.target.closest?.("a[href^='/read/']");
  if (!link) return;
  const marks = [...conversation.querySelectorAll("a[href^='/read/']")];
  const at = marks.findIndex((each) => each.getAttribute("href") === link.getAttribute("href"));
  store(sessionStorage, PLACE, String(at));
}

function keep() {
  store(sessionStorage, TURNS, turns.length ? JSON.stringify(turns) : "");
}

/** A name that nobody can guess, made when it is first needed. */
function name(where, key) {
  const known = stored(where, key);
  if (known) return known;
  const random = crypto.getRandomValues(new Uint8Array(16));
  const made = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  store(where, key, made);
  return made;
}

function store(where, key, value) {
  try {
    if (value) where.setItem(key, value);
    else where.removeItem(key);
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
  // What the server has put here without scripts is told again with them.
  conversation.replaceChildren();
  try {
    for (const { question, card } of JSON.parse(stored(sessionStorage, TURNS) || "[]")) {
      conversation.append(
        element("div", { className: "turn" }, asked(question), ...answered(card)),
      );
      turns.push({ question, card });
    }
  } catch {
    turns = [];
    conversation.replaceChildren();
    keep();
  }
  mark();
  conversation.lastElementChild?.scrollIntoView({ block: "start" });
  const place = stored(sessionStorage, PLACE);
  store(sessionStorage, PLACE, "");
  const back = place && conversation.querySelectorAll("a[href^='/read/']")[Number(place)];
  if (back) {
    back.closest("details")?.setAttribute("open", "");
    back.focus();
  }
  const about = new URLSearchParams(location.search).get("about");
  if (about) {
    history.replaceState(null, "", "/");
    field.value = `${about}: `;
    grow();
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }
}
