// Calls of the console's API with this browser's session.

/** What the server refused: the problem document it answered with. */
export class Problem extends Error {
  constructor(status, document) {
    super(document.detail || document.title || String(status));
    this.status = status;
    this.code = String(document.type || "").split(":").pop();
  }
}

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "same-origin",
    cache: "no-store",
  });
  const type = response.headers.get("content-type") || "";
  const document = type.includes("json") ? await response.json() : {};
  if (!response.ok) {
    throw new Problem(response.status, document);
  }
  return document;
}

const id = encodeURIComponent;

export const api = {
  session: () => call("GET", "/api/session"),
  signIn: (token) => call("POST", "/api/session", { token }),
  signOut: () => call("DELETE", "/api/session"),
  /** Loading the page may bring a session with it, where the platform was started so. */
  reload: () => fetch("/", { credentials: "same-origin", cache: "no-store" }),
  alarm: (alarm) => call("GET", `/api/alarms/${id(alarm)}`),
  members: (parent) => call("GET", `/api/alarms?limit=50&parent=${id(parent)}`),
  act: (alarm, verb, body) => call("POST", `/api/alarms/${id(alarm)}/${verb}`, body || {}),
  device: (device) => call("GET", `/api/devices/${id(device)}`),
  devices: (text) => call("GET", `/api/devices?limit=30&q=${id(text)}`),
  series: (device, metric, from, to) =>
    call("GET", `/api/devices/${id(device)}/series?metric=${id(metric)}&from=${from}&to=${to}`),
};
