// Calls of the console's API with this browser's session.

/** How long an answer may take: more than the server takes for anything. */
const PATIENCE_MS = 12_000;
/** What is asked for when the connection may be gone; it is asked again soon. */
const SHORT_PATIENCE_MS = 5_000;

/** What the server refused: the problem document it answered with. */
export class Problem extends Error {
  constructor(status, document) {
    super(document.detail || document.title || String(status));
    this.status = status;
    this.code = String(document.type || "").split(":").pop();
  }
}

/** No answer came in time: whether the server has done what it was asked for is not known. */
export class NoAnswer extends Error {}

/** Gives what the function does with a response, unless that takes longer than allowed. */
async function within(patienceMs, path, options, read) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patienceMs);
  try {
    return await read(await fetch(path, { ...options, credentials: "same-origin", cache: "no-store", signal: abort.signal }));
  } catch (error) {
    throw abort.signal.aborted ? new NoAnswer(path) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** The answer's status and document. */
function ask(method, path, body, patienceMs = PATIENCE_MS) {
  const options = {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
  return within(patienceMs, path, options, async (response) => {
    const type = response.headers.get("content-type") || "";
    const document = type.includes("json") ? await response.json() : {};
    if (!response.ok) {
      throw new Problem(response.status, document);
    }
    return { status: response.status, document };
  });
}

async function call(method, path, body, patienceMs) {
  return (await ask(method, path, body, patienceMs)).document;
}

const id = encodeURIComponent;

export const api = {
  session: () => call("GET", "/api/session", undefined, SHORT_PATIENCE_MS),
  signIn: (token) => call("POST", "/api/session", { token }),
  signOut: () => call("DELETE", "/api/session"),
  /** Loading the page may bring a session with it, where the platform was started so. */
  reload: () => within(SHORT_PATIENCE_MS, "/", {}, (response) => response.text()),
  alarm: (alarm) => call("GET", `/api/alarms/${id(alarm)}`),
  members: (parent, limit) => call("GET", `/api/alarms?limit=${limit}&parent=${id(parent)}`),
  /** Takes an action on the alarm as it was seen: {status, document}, 202 when the alarm job has not answered yet. */
  act: (alarm, verb, body) => ask("POST", `/api/alarms/${id(alarm)}/${verb}`, body),
  device: (device) => call("GET", `/api/devices/${id(device)}`),
  devices: (text) => call("GET", `/api/devices?limit=30&q=${id(text)}`),
  series: (device, metric, from, to) =>
    call("GET", `/api/devices/${id(device)}/series?metric=${id(metric)}&from=${from}&to=${to}`),
};
