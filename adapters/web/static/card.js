// A card, as the server lays it out, as elements; and the citation that a [n] opens.
import { element } from "./dom.js";

const NAMES = {
  abstained: "Not in the documents",
  clarify: "Which role?",
  refused: "Not a question about roles",
};

/** The answer's element. `choose` is called with the title of a role that is picked. */
export function cardElement(card, choose) {
  const sources = new Map(card.sources.map((source) => [source.n, source]));
  return element(
    "div",
    { className: `card ${card.status}` },
    card.status in NAMES ? element("p", { className: "status" }, NAMES[card.status]) : null,
    ...(card.table ? tableElements(card.table, sources) : proseElements(card, sources)),
    card.choices.length ? choicesElement(card.choices, choose) : null,
    card.sources.length ? sourcesElement(card.sources) : null,
  );
}

function proseElements(card, sources) {
  const headline = card.headline ? [element("h2", { className: "headline" }, card.headline)] : [];
  return [...headline, ...lineElements(card.lines, sources)];
}

/** Roles side by side: each matter's name over its cells, remarks below. */
function tableElements(table, sources) {
  const heads = table.columns.map((role) => element("th", { scope: "col" }, role));
  const bodies = table.rows.map((row) => {
    const name = element(
      "th",
      { scope: "rowgroup", colSpan: table.columns.length },
      element("span", {}, row.name),
    );
    const cells = row.cells.map((cell) =>
      element("td", {}, ...cell.map((said) => saidElement(said, sources))),
    );
    const named = row.name ? element("tr", { className: "matter" }, name) : null;
    return element("tbody", {}, named, element("tr", {}, ...cells));
  });
  const laid = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...heads)),
    ...bodies,
  );
  laid.style.setProperty("--columns", table.columns.length);
  const scroller = element("div", { className: "sides", role: "group", tabIndex: 0 }, laid);
  scroller.setAttribute("aria-label", table.columns.join(", "));
  return [scroller, ...table.notes.map((note) => element("p", { className: "note" }, note))];
}

function saidElement(said, sources) {
  const className = said.citations.length ? "" : "note";
  return element("p", { className }, said.text, ...markElements(said, sources));
}

function markElements(line, sources) {
  // A mark never stands alone on a line.
  return line.citations.flatMap((n) => ["\u00a0", markElement(sources.get(n))]);
}

function lineElements(lines, sources) {
  const made = [];
  for (const line of lines) {
    const marks = markElements(line, sources);
    if (line.kind !== "item") {
      made.push(element("p", { className: line.kind }, line.text, ...marks));
    } else {
      if (made.at(-1)?.tagName !== "UL") made.push(element("ul"));
      made.at(-1).append(element("li", {}, line.text, ...marks));
    }
  }
  return made;
}

function markElement(source) {
  const link = element(
    "a",
    { className: "mark", href: readerLink(source), "aria-haspopup": "dialog" },
    `[${source.n}]`,
  );
  const where = source.section.join(", ") || source.title;
  link.setAttribute("aria-label", `Citation ${source.n}: ${where}`);
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    openCitation(source, link);
  });
  return link;
}

function choicesElement(choices, choose) {
  const buttons = choices.map((title) => {
    const button = element("button", { type: "button", className: "choice" }, title);
    button.addEventListener("click", () => choose(title));
    return element("li", {}, button);
  });
  return element("ul", { className: "choices", "aria-label": "Choose a role" }, ...buttons);
}

function sourcesElement(sources) {
  const count = sources.length === 1 ? "1 passage" : `${sources.length} passages`;
  const titles = [...new Set(sources.map((source) => source.title))];
  const several = new Set(sources.map((source) => source.role)).size > 1;
  const rows = sources.map((source) =>
    element(
      "li",
      {},
      element("span", { className: "number" }, String(source.n)),
      element(
        "a",
        { href: readerLink(source) },
        several && source.role ? `${source.role} – ` : "",
        steps(source).at(-1) ?? source.title,
        element("span", { className: "excerpt" }, source.quote),
      ),
    ),
  );
  return element(
    "details",
    { className: "sources" },
    element("summary", {}, `${count} from ${titles.join(", ")}`),
    element("ol", {}, ...rows),
  );
}

/** The headings down to a source, without one that only says the document's title again. */
function steps(source) {
  const title = source.title.toLowerCase();
  return source.section.filter((heading, i) => i > 0 || heading.toLowerCase() !== title);
}

/** The reader's address of a source; anything that is no address of the reader leads nowhere. */
function readerLink(source) {
  return source.url.startsWith("/read/") ? source.url : "#";
}

function openCitation(source, from) {
  const popup = document.getElementById("citation");
  const part = (name) => popup.querySelector(`[data-part="${name}"]`);
  part("number").textContent = source.n;
  part("title").textContent = source.title;
  part("section").replaceChildren(
    ...steps(source).flatMap((heading, i) => [
      ...(i ? [element("span", { className: "step", "aria-hidden": "true" }, " › ")] : []),
      heading,
    ]),
  );
  part("quote").textContent = source.quote;
  part("document").textContent = source.document;
  part("link").href = readerLink(source);
  if (popup.matches(":popover-open")) popup.hidePopover();
  popup.showPopover();
  place(popup, from);
  popup.focus({ preventScroll: true });
  const closed = (event) => {
    if (event.newState !== "closed") return;
    popup.removeEventListener("beforetoggle", closed);
    // Only if nothing else was chosen instead: a click elsewhere takes the focus there.
    if (popup.contains(document.activeElement)) from.focus({ preventScroll: true });
  };
  popup.addEventListener("beforetoggle", closed);
}

/** Put the citation under its mark, or above it where there is no room; phones have it below. */
function place(popup, from) {
  popup.style.left = popup.style.top = "";
  if (matchMedia("(max-width: 40rem)").matches) return;
  const mark = from.getBoundingClientRect();
  const own = popup.getBoundingClientRect();
  const gap = 8;
  const left = Math.min(Math.max(gap, mark.left - 40), innerWidth - own.width - gap);
  const below = mark.bottom + gap;
  const fits = below + own.height <= innerHeight - gap;
  popup.style.left = `${left}px`;
  popup.style.top = `${fits ? below : Math.max(gap, mark.top - own.height - gap)}px`;
}
