// The order of the list, and keeping it still under the operator's hand.

import { useRef } from "/lib/hooks.js";

const SEVERITY_RANK = { critical: 0, high: 1, medium: 2, low: 3 };

/** How long the list is kept still at most; then what is new goes where it belongs. */
const STILL_MS = 3_000;

/** The worst first, what nobody has seen before what somebody has, what goes on before what is over, the newest first: as the server sorts. */
export function compare(a, b) {
  return (
    SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
    Number(a.acknowledged) - Number(b.acknowledged) ||
    Number(b.active) - Number(a.active) ||
    b.onset - a.onset ||
    (a.id < b.id ? -1 : 1)
  );
}

/**
 * Sorts alarms, but lets those that are shown stay where they are while a hand is on a button: nobody must acknowledge an
 * alarm that slid under the pointer. New ones are shown at the end meanwhile.
 *
 * Gives the function that sorts and the handlers that notice the hand.
 */
export function useStillOrder() {
  const memory = useRef({ order: [], stillUntil: 0 }).current;
  const hold = () => {
    memory.stillUntil = Date.now() + STILL_MS;
  };
  const release = () => {
    memory.stillUntil = 0;
  };
  const sort = (alarms) => {
    alarms.sort(compare);
    if (Date.now() < memory.stillUntil) {
      const place = new Map(memory.order.map((id, index) => [id, index]));
      const last = memory.order.length;
      alarms.sort((a, b) => (place.get(a.id) ?? last) - (place.get(b.id) ?? last));
    }
    memory.order = alarms.map((alarm) => alarm.id);
    return alarms;
  };
  return { sort, hold, release };
}
