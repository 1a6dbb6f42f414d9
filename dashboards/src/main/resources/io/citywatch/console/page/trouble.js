// What keeps the page from being believed.

import { age, time } from "./format.js";
import { t } from "./i18n.js";

/** How long the first connection may take before it is worth a word. */
const PATIENCE_MS = 10_000;

const startedAt = Date.now();

/** Without its history the console shows no charts, and every alarm. */
const SPARE_PARTS = new Set(["influxdb"]);

/** Of what has never been heard of nobody can say that it is silent. */
const QUIET = new Set(["up", "unknown"]);

/** What is to be mended soon, and hides nothing. */
const WARNINGS = new Set(["low"]);

/** The troubles, the worst first: {id, text, grave}; grave is what may hide an alarm. */
export function troubles(state) {
  return [...ofThePage(state), ...ofTheConnection(state), ...ofTheServer(state), ...ofTheSound(state)];
}

export const isGrave = (state) => troubles(state).some(({ grave }) => grave);

/** Whether what the page shows is all there is now: only then is an empty list an all-clear. */
export function isBelievable(state) {
  return (
    state.connection === "live" &&
    state.alarmsKnown &&
    state.vitals !== null &&
    state.failure === null &&
    partsThatAreNotUp(state).every(([, { status }]) => WARNINGS.has(status))
  );
}

function ofThePage({ failure }) {
  return failure === null ? [] : [{ id: "failed", grave: true, text: t("pageFailed") }];
}

function ofTheConnection({ connection, heardAt }) {
  if (connection === "lost") {
    return [{ id: "lost", grave: true, text: t("lostBanner", { time: time(heardAt), age: age(Date.now() - heardAt) }) }];
  }
  if (connection === "connecting" && Date.now() - startedAt > PATIENCE_MS) {
    return [{ id: "connecting", grave: true, text: t("notConnected") }];
  }
  // Whoever signs out knows it; a session that ends at night must not end in silence.
  return connection === "signed-out" && heardAt > 0 ? [{ id: "signed-out", grave: true, text: t("signedOutNow") }] : [];
}

function ofTheServer(state) {
  return partsThatAreNotUp(state).map(([part, { status, detail }]) => ({
    id: part,
    grave: status !== "starting" && !WARNINGS.has(status),
    text: partText(part, status, detail),
  }));
}

function partText(part, status, detail) {
  if (part === "log") {
    return t(status === "starting" ? "catchingUp" : "logAway");
  }
  if (part === "alarms") {
    return t(status === "starting" ? "alarmsStarting" : "alarmsAway");
  }
  if (part === "disk") {
    return t(status === "low" ? "diskLow" : "diskFull");
  }
  return `${part}: ${detail || status}`;
}

function partsThatAreNotUp({ vitals }) {
  return vitals === null
    ? []
    : Object.entries(vitals.parts).filter(([part, { status }]) => !SPARE_PARTS.has(part) && !QUIET.has(status));
}

function ofTheSound({ sound }) {
  return sound === "blocked" ? [{ id: "sound", grave: false, text: t("soundBlockedBanner") }] : [];
}
