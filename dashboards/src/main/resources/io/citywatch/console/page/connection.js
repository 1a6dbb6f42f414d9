// Keeps the event stream open and the store up to date with it.

import { api, Problem } from "./api.js";
import { announce } from "./announce.js";
import { getState, update } from "./store.js";

/** The server gives a sign of life every four seconds: after three that are missing the stream is dead. */
const SILENCE_MS = 13_000;
const RETRY_MS = 2_000;
const CHECK_MS = 1_000;
const MAX_READINGS = 60;

let source = null;
let retry = null;
let loaded = false;

/** Opens the stream, and again whenever it is lost. */
export function connect() {
  comeBack();
  setInterval(check, CHECK_MS);
}

/** Opens the stream anew, after somebody has signed in or out. */
export function reconnect() {
  clearTimeout(retry);
  retry = null;
  open();
}

function open() {
  source?.close();
  source = new EventSource("/api/stream");
  source.onerror = lost;
  on("hello", (hello) =>
    update({
      connection: "live",
      caller: { role: hello.role, name: hello.name },
      units: hello.units,
      clockAheadMs: hello.t - Date.now(),
    }));
  on("state", ({ t, status, parts }) => update({ vitals: { status, parts }, clockAheadMs: t - Date.now() }));
  on("alarms", takeAlarms);
  on("alarm", applyAlarm);
  on("census", (census) => update({ census }));
  on("figures", ({ figures }) => update({ figures }));
  on("reading", ({ rate, readings }) =>
    update({ rate, readings: [...readings, ...getState().readings].slice(0, MAX_READINGS) }));
}

function on(event, handler) {
  const opened = source;
  opened.addEventListener(event, (message) => {
    if (opened === source) {
      update({ heardAt: Date.now() });
      handler(JSON.parse(message.data));
    }
  });
}

/** The first list is no news: it is what stood already. A later one may hold what came while the stream was lost. */
function takeAlarms({ alarms, total }) {
  const before = getState().alarms;
  const isFirst = !loaded;
  loaded = true;
  update({ alarms: new Map(alarms.map((alarm) => [alarm.id, alarm])), alarmsTotal: total });
  const news = isFirst ? [] : alarms.filter((alarm) => isNews(before.get(alarm.id), alarm));
  if (news.length) {
    // The list is sorted: the worst is told.
    announce(news[0]);
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
  const { alarms, alarmsTotal } = getState();
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
  update({ alarms: next, alarmsTotal: alarmsTotal + next.size - alarms.size });
  if (isNews(known, alarm)) {
    announce(alarm);
  }
}

/** Takes over what an action has come to before the stream brings it. */
export function applyAnswer(alarm) {
  applyAlarm(alarm);
}

function check() {
  const { connection, heardAt } = getState();
  if (connection === "live" && Date.now() - heardAt > SILENCE_MS) {
    lost();
  }
}

function lost() {
  source.close();
  if (getState().connection !== "signed-out") {
    update({ connection: getState().heardAt ? "lost" : "connecting" });
  }
  if (retry === null) {
    retry = setTimeout(comeBack, RETRY_MS);
  }
}

/** An event source does not say why it was refused, so the session is asked for first. */
async function comeBack() {
  retry = null;
  try {
    await sessionOrNew();
    open();
  } catch (error) {
    if (error instanceof Problem && error.status === 401) {
      update({ connection: "signed-out", caller: null });
    } else {
      retry = setTimeout(comeBack, RETRY_MS);
    }
  }
}

async function sessionOrNew() {
  try {
    return await api.session();
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) {
      throw error;
    }
    await api.reload();
    return api.session();
  }
}
