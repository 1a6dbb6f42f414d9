// Tells of a new alarm by voice (screen readers) and by sound, and goes on calling while a critical one is not acknowledged.

import { alarmText, severityText, t } from "./i18n.js";
import { districtName } from "./format.js";
import { ring, soundOn } from "./sound.js";
import { getState, update } from "./store.js";
import { isGrave } from "./trouble.js";

const TICK_MS = 1_000;
/** How often a critical alarm calls until somebody acknowledges it, or silences it. */
const CALL_MS = 20_000;
/** How often the page calls when it can't be relied on; a stream that is back at once is none of that. */
const TROUBLE_MS = 60_000;
const TROUBLE_AFTER_MS = 6_000;

const regions = new Set();
const silenced = new Set();
let lastCall = 0;
let trouble = { since: 0, lastCall: 0, silenced: false };
let odd = false;

/** An element that screen readers speak from; a dialog needs one of its own, since nothing outside it is read meanwhile. */
export function addRegion(element) {
  regions.add(element);
  return () => regions.delete(element);
}

export function announce(alarm) {
  // The same words twice are no change, and not read.
  odd = !odd;
  const words = `${t("newAlarm")}: ${severityText(alarm.severity)}, ${alarmText(alarm)}, ${districtName(alarm.district)}`;
  for (const region of regions) {
    region.textContent = odd ? words : `${words}\u00a0`;
  }
  if (alarm.severity === "critical") {
    silenced.delete(alarm.id);
    call();
  } else if (alarm.severity === "high") {
    ring("high");
  }
}

/** Begins to call; what could not be heard yet, such as before the first click, is called as soon as it can. */
export function startCalling() {
  setInterval(tick, TICK_MS);
}

/** Ends the calling for what stands now; what comes after is heard. */
export function silence() {
  unseenCritical().forEach((alarm) => silenced.add(alarm.id));
  trouble.silenced = true;
  tick();
}

function tick() {
  const now = Date.now();
  const calling = unseenCritical().some((alarm) => !silenced.has(alarm.id));
  if (calling && now - lastCall >= CALL_MS) {
    call();
  }
  const troubled = isTroubled(now);
  if (troubled && now - trouble.lastCall >= TROUBLE_MS && ring("trouble")) {
    trouble.lastCall = now;
  }
  const heard = soundOn() && (calling || troubled);
  if (getState().calling !== heard) {
    update({ calling: heard });
  }
}

function call() {
  if (ring("critical")) {
    lastCall = Date.now();
  }
}

function isTroubled(now) {
  if (!isGrave(getState())) {
    trouble = { since: 0, lastCall: 0, silenced: false };
    return false;
  }
  trouble.since ||= now;
  return !trouble.silenced && now - trouble.since >= TROUBLE_AFTER_MS;
}

function unseenCritical() {
  return [...getState().alarms.values()].filter((alarm) => alarm.severity === "critical" && alarm.state === "UNACK");
}
