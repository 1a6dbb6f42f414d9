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
  /** how many alarms the server knows when there are more than it sends */
  alarmsTotal: 0,
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
