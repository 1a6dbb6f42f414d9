// Keeps the store up to date with the event stream.

import { announce } from "./announce.js";
import { compare } from "./alarm-order.js";
import { openLine, SILENCE_MS } from "./line.js";
import { getState, update } from "./store.js";

const CHECK_MS = 1_000;
const MAX_READINGS = 60;
/** When so few are left of a list that was cut, it is asked for anew. */
const REFILL_BELOW = 500;
const REFILL_MS = 10_000;

const HANDLERS = {
  hello: (hello) =>
    update({
      connection: "live",
      caller: { role: hello.role, name: hello.name },
      units: hello.units,
      clockAheadMs: hello.t - Date.now(),
    }),
  state: ({ t, status, parts }) => update({ vitals: { status, parts }, clockAheadMs: t - Date.now() }),
  alarms: takeAlarms,
  alarm: applyAlarm,
  counts: (counts) => update({ counts }),
  census: (census) => update({ census }),
  figures: ({ figures }) => update({ figures }),
  reading: ({ rate, readings }) =>
    update({ rate, readings: [...readings, ...getState().readings].slice(0, MAX_READINGS) }),
};

let line = null;
/** The browser's shared line, or null when this page has its own. */
let shared = null;
let pulseAt = 0;
let refilledAt = 0;

/** Opens the stream, and again whenever it is lost. */
export function connect() {
  pulseAt = Date.now();
  try {
    shared = new SharedWorker("/page/line-worker.js", { type: "module", name: "citywatch" });
    shared.onerror = useOwnLine;
    shared.port.onmessage = ({ data }) => take(data);
    line = { again: () => shared.port.postMessage("again") };
  } catch {
    useOwnLine();
  }
  setInterval(check, CHECK_MS);
  addEventListener("pagehide", () => shared?.port.postMessage("leave"));
  // A page that the browser has kept aside has missed what came meanwhile.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

/** Opens the stream anew, after somebody has signed in or out. */
export function reconnect() {
  line.again();
}

/** Where the browser has no shared workers, or its worker has died. */
function useOwnLine() {
  if (shared !== null) {
    shared.port.onmessage = null;
    shared.port.postMessage("leave");
    shared = null;
  }
  line = openLine(take);
  line.again();
}

function take({ connection, event, data }) {
  pulseAt = Date.now();
  if (connection === "signed-out") {
    update({ connection, caller: null });
  } else if (connection === "lost") {
    loseConnection();
  } else if (event && (getState().connection !== "signed-out" || event === "hello")) {
    update({ heardAt: pulseAt });
    HANDLERS[event](JSON.parse(data));
  }
}

function loseConnection() {
  const { connection, heardAt } = getState();
  if (connection !== "signed-out") {
    update({ connection: heardAt ? "lost" : "connecting" });
  }
}

function check() {
  const { connection, heardAt, truncated, alarms } = getState();
  const now = Date.now();
  if (connection === "live" && now - heardAt > SILENCE_MS) {
    loseConnection();
  }
  if (shared !== null && now - pulseAt > SILENCE_MS) {
    useOwnLine();
  }
  if (connection === "live" && truncated && alarms.size < REFILL_BELOW && now - refilledAt > REFILL_MS) {
    refilledAt = now;
    line.again();
  }
}

/**
 * The list, as it stands at a stream's beginning. The first is no news, but what is critical in it calls; a later one may
 * hold what came while the stream was lost. While the server still reads the log its list is no list: what was known is
 * kept until it has read all.
 */
function takeAlarms({ alarms, total }) {
  const { alarms: before, alarmsKnown, vitals } = getState();
  if (vitals?.parts.log.status === "starting") {
    return;
  }
  update({
    alarms: new Map(alarms.map((alarm) => [alarm.id, alarm])),
    alarmsKnown: true,
    truncated: total > alarms.length,
    alarmsTotal: total,
  });
  const news = alarmsKnown ? alarms.filter((alarm) => isNews(before.get(alarm.id), alarm)) : [];
  if (news.length) {
    announce(news.sort(compare)[0]);
  }
}

function isNews(known, alarm) {
  const escalated = alarm.escalated > (known?.escalated ?? 0);
  return (
    escalated ||
    (alarm.state === "UNACK" && (!known || known.state !== "UNACK" || known.severity !== alarm.severity))
  );
}

function applyAlarm(alarm) {
  const { alarms } = getState();
  const known = alarms.get(alarm.id);
  if (known && known.version > alarm.version) {
    return;
  }
  const next = new Map(alarms);
  // What is folded is shown with the alarm that stands for it.
  if (alarm.state === "NORM" || alarm.parent) {
    next.delete(alarm.id);
  } else {
    next.set(alarm.id, alarm);
  }
  update({ alarms: next });
  if (isNews(known, alarm)) {
    announce(alarm);
  }
}

/** Takes over what an action has come to before the stream brings it. */
export function applyAnswer(alarm) {
  applyAlarm(alarm);
}
