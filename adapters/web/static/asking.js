// Asks the server: an answer comes as events, or all at once where they cannot be read.

const PATIENCE_MS = 60_000;
const NO_CONNECTION = "Remit could not be reached. Check the connection, then try again.";
const TOO_SLOW = "That took too long. Please try again.";

/** The answer's card. `arrived` gets each line as it comes. Throws an Error that can be shown. */
export async function askFor(body, arrived) {
  try {
    const reply = await post("/api/ask", body, "text/event-stream, application/json;q=0.9");
    const streamed = reply.headers.get("Content-Type")?.startsWith("text/event-stream");
    const given = streamed ? await fromEvents(reply.body, arrived) : await reply.json();
    if (given.card) return given.card;
    throw new Told(given.error ?? NO_CONNECTION);
  } catch (error) {
    if (error instanceof Told) throw error;
    throw new Told(error.name === "TimeoutError" ? TOO_SLOW : NO_CONNECTION, { cause: error });
  }
}

/** Whether the server took something that it only has to store. */
export async function tell(path, body) {
  try {
    return (await post(path, body, "application/json")).ok;
  } catch {
    return false;
  }
}

/** An error whose message is a sentence for people. */
class Told extends Error {}

function post(path, body, accept) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: accept },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}

/** What the last event says: the answer, or what went wrong. */
async function fromEvents(stream, arrived) {
  let rest = "";
  for await (const text of textsOf(stream)) {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
      if (name === "line") arrived(JSON.parse(data));
      if (name === "answer" || name === "failed") return JSON.parse(data);
    }
  }
  return {};
}

async function* textsOf(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}
