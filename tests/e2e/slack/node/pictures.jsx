// Draws messages and the home tab as Slack shows them: `draw([{ title, blocks }])`.
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { Message } from "slack-blocks-to-jsx";
import "slack-blocks-to-jsx/dist/style.css";

const logo =
  "data:image/svg+xml;utf8," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="6" fill="#1f3a4d"/><text x="18" y="25" font-family="DejaVu Sans" font-size="20" text-anchor="middle" fill="#fff">R</text></svg>',
  );
const root = createRoot(document.getElementById("shown"));

window.draw = ({ blocks, bare }) =>
  flushSync(() =>
    root.render(
      <Message
        blocks={blocks}
        name="Remit"
        logo={logo}
        time={new Date("2026-11-02T09:41:00")}
        theme="light"
        withoutWrapper={bare}
      />,
    ),
  );
