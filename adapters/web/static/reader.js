// Brings the passage that the address names into view, and says so when it is there no more.
import { still } from "./dom.js";

const moved = document.getElementById("moved");

function show(behavior) {
  const id = decodeURIComponent(location.hash.slice(1));
  const passage = id ? document.getElementById(id) : null;
  if (moved) moved.hidden = !id || passage !== null;
  if (!passage?.classList.contains("clause")) return;
  passage.tabIndex = -1;
  passage.focus({ preventScroll: true });
  // With its heading, where both can be seen at once.
  const part = passage.closest(".part");
  const whole = part && passage.getBoundingClientRect().bottom - part.getBoundingClientRect().top;
  if (part && whole < innerHeight * 0.7) part.scrollIntoView({ block: "start", behavior });
  else passage.scrollIntoView({ block: "center", behavior });
}

// On a phone the contents would stand before the document.
if (matchMedia("(max-width: 60rem)").matches) {
  document.querySelector(".contents details")?.removeAttribute("open");
}
addEventListener("hashchange", () => show(still() ? "auto" : "smooth"));
// The browser itself goes to the address once more when all is loaded.
addEventListener("load", () => requestAnimationFrame(() => show("auto")));
