// A card, as the server lays it out, as elements; and the citation that a [n] opens.
import { element } from "./dom.js";

/** The answer's element. `ask` is called with a question, or a role's title, that is picked. */
export function cardElement(card, ask) {
  const sources = new Map(card.sources.map((source) => [source.n, source]));
  return element(
    "div",
    { className: `card ${card.status}` },
    badgeElement(card.verdict?.level ?? card.status),
    ...(card.table ? tableElements(card.table, sources) : proseElements(card, sources)),
    card.choices.length ? chipsElement(card.choices, "Choose a role", ask) : null,
    card.sources.length ? sourcesElement(card.sources) : null,
  );
}

/** What has come of an answer so far, without its citations. */
export function partElement(lines) {
  return element("div", { className: "card arriving" }, ...lineElements(lines, new Map()));
}

/** Questions to go on with, or roles to choose from. */
export function chipsElement(texts, label, pick) {
  const chips = texts.map((text) => {
    const button = element("button", { type: "button", className: "choice" }, text);
    button.addEventListener("click", () => pick(text));
    return element("li", {}, button);
  });
  return element("ul", { className: "choices", "aria-label": label }, ...chips);
}

/** A verdict or a status in two or three words, as the page has them; null for a plain answer. */
function badgeElement(name) {
  const badges = document.getElementById("badges").content;
  return badges.querySelector(`[data-for="${CSS.escape(name)}"]`)?.cloneNode(true) ?? null;
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
  laid.className = `of-${Math.min(table.columns.length, 6)}`;
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
  const cited = line.citations.filter((n) => sources.has(n));
  return cited.flatMap((n) => ["\u00a0", markElement(sources.get(n))]);
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
        "div",
        {},
        element(
          "a",
          { href: readerLink(source) },
          several && source.role ? `${source.role} – ` : "",
          steps(source).at(-1) ?? source.title,
          element("span", { className: "excerpt" }, ...quoted(source)),
        ),
        element("span", { className: "kept" }, kept(source)),
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

/** Who keeps a source's document and how old it is, as far as it says. */
function kept(source) {
  // Noon, so that no time zone makes another day of it.
  const day = source.as_of && new Date(`${source.as_of}T12:00`);
  const written = day && day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return [
    source.owner && `Kept by ${source.owner}`,
    written && `as of ${written}`,
    source.restricted && "not for everybody",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** A quote's words; a table's row cell by cell. */
function quoted(source) {
  const cells = source.quote.split(" | ");
  return cells.length < 2 ? cells : cells.map((cell) => element("span", { className: "cell" }, `${cell} `));
}

/** The headings down to a source, without one that only says the document's title again. */
function steps(source) {
  const title = source.title.toLowerCase();
  return source.section.filter((heading, i) => i > 0 || heading.toLowerCase() !== title);
}

/** The reader's address of a source; anything that is no address of the reader leads nowhere. */
function readerLink(source) {
  const url = new URL(source.url, location.href);
  return url.pathname.startsWith("/read/") ? url.pathname + url.search + url.hash : "#";
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
  part("quote").replaceChildren(...quoted(source));
  part("kept").textContent = kept(source);
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
