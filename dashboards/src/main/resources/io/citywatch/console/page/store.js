// What the page knows, in one object that is replaced when it changes, and the components that are told.

import { useEffect, useState } from "/lib/hooks.js";

/** Views are brought up to date at most this often: in a flood of alarms the page has to stay usable. */
const REFRESH_MS = 120;

let state = {
  /** "connecting", "live", "lost" or "signed-out" */
  connection: "connecting",
  /** when the last word of the server came, by this browser's clock */
  heardAt: 0,
  /** what the server's clock is ahead of this browser's, in milliseconds */
  clockAheadMs: 0,
  /** the server's own health: {"status", "parts"} */
  vitals: null,
  /** {"role", "name"} of whoever is signed in */
  caller: null,
  /** unit of each metric */
  units: {},
  /** the alarms by id: all that are not over */
  alarms: new Map(),
  /** whether a list has come of a log that was read to its end */
  alarmsKnown: false,
  /** whether that list was cut, so that the server has more alarms than it sent */
  truncated: false,
  /** how many alarms the server had when it sent the list */
  alarmsTotal: 0,
  /** how many alarms the server has: {"total", "aside", "severities": {"critical": {"standing", "unseen"}, …}} */
  counts: null,
  /** what went wrong in the page itself; it stays until the page is loaded anew */
  failure: null,
  /** "off", "on" or "blocked" by the browser until the page is clicked */
  sound: "off",
  /** whether the page calls again and again until somebody acknowledges or silences it */
  calling: false,
  census: null,
  /** how many alarms call: of each district, and last of the city */
  figures: [],
  /** the newest readings, newest first */
  readings: [],
  /** messages per second */
  rate: null,
};

const listeners = new Set();
let scheduled = false;

export function getState() {
  return state;
}

export function update(change) {
  state = { ...state, ...change };
  if (!scheduled) {
    scheduled = true;
    setTimeout(() => {
      scheduled = false;
      for (const listener of [...listeners]) {
        listener(state);
      }
    }, REFRESH_MS);
  }
}

/** The state, for a component: it is drawn again when the state has changed. */
export function useStore() {
  const [seen, setSeen] = useState(state);
  useEffect(() => {
    listeners.add(setSeen);
    setSeen(state);
    return () => listeners.delete(setSeen);
  }, []);
  return seen;
}

/** The server's present time in milliseconds. */
export function serverNow() {
  return Date.now() + state.clockAheadMs;
}

/** The server's present time, for a component: it is drawn again every second. */
export function useNow() {
  const [now, setNow] = useState(serverNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
