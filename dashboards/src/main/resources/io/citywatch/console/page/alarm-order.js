// The order of the list, and keeping it still under the operator's hand.

import { useLayoutEffect, useRef, useState } from "/lib/hooks.js";

const SEVERITY_RANK = { critical: 0, high: 1, medium: 2, low: 3 };

/** How long the list is kept still after the hand's last move; then what is new goes where it belongs. */
const STILL_MS = 15_000;
/** What has slid under a hand that did not move is not what the hand meant, for so long. */
const SLID_MS = 500;
/** How long it is said that a press was not taken. */
const NOTICE_MS = 5_000;

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

const isActing = (element) => element instanceof Element && element.closest(".acknowledge, .acknowledged") !== null;

const alarmOf = (element) => (element instanceof Element ? element.closest("[data-alarm]")?.dataset.alarm : undefined);

/**
 * Sorts alarms, but lets those that are shown stay where they are while a hand is on a button, a press included: nobody must
 * acknowledge an alarm that slid under the pointer. New ones are shown at the end meanwhile. Where one slides all the same,
 * as when that above it is over, a press on it is not taken for half a second.
 *
 * Another list, by a tab or a filter, is sorted at once: a hand on what is not shown any more keeps nothing.
 *
 * Gives the function that sorts, how many are at the end for that reason, whether a press was not taken just now, the way to
 * let go, and the handlers of the list.
 */
export function useStillOrder(list) {
  const hand = useRef({ list, order: [], late: 0, stillUntil: 0, point: null, under: undefined, slid: null }).current;
  if (hand.list !== list) {
    hand.list = list;
    hand.stillUntil = 0;
  }
  const [refusedAt, setRefusedAt] = useState(0);
  const draw = useState(0)[1];
  // What lies under a resting hand is looked at after every drawing.
  useLayoutEffect(() => {
    if (hand.point !== null) {
      const under = alarmOf(document.elementFromPoint(hand.point.x, hand.point.y));
      if (under !== hand.under) {
        hand.slid = { alarm: under, at: Date.now() };
        hand.under = under;
      }
    }
  });
  const release = () => {
    hand.stillUntil = 0;
  };
  const notice = (event) => {
    const under = alarmOf(event.target);
    const rests = hand.point !== null && hand.point.x === event.clientX && hand.point.y === event.clientY;
    if (rests && under !== hand.under) {
      hand.slid = { alarm: under, at: Date.now() };
    }
    hand.point = { x: event.clientX, y: event.clientY };
    hand.under = under;
    hand.stillUntil = isActing(event.target) ? Date.now() + STILL_MS : 0;
  };
  const handlers = {
    // Browsers tell what has come under a hand that rests.
    onPointerOver: notice,
    onPointerMove: notice,
    onPointerDown: notice,
    onPointerLeave: () => {
      hand.point = null;
      release();
    },
    onScroll: () => {
      hand.point = null;
    },
    onFocusIn: ({ target }) => {
      if (isActing(target)) {
        hand.stillUntil = Date.now() + STILL_MS;
      }
    },
    onClickCapture: (event) => {
      if (!isActing(event.target)) {
        return;
      }
      const slid = hand.slid;
      // A key presses what has the focus, which moves with its row.
      if (event.detail > 0 && slid && slid.alarm === alarmOf(event.target) && Date.now() - slid.at < SLID_MS) {
        event.stopPropagation();
        event.preventDefault();
        setRefusedAt(Date.now());
      }
      hand.stillUntil = Date.now() + STILL_MS;
    },
  };
  const sort = (alarms) => {
    alarms.sort(compare);
    hand.late = 0;
    if (Date.now() < hand.stillUntil) {
      const place = new Map(hand.order.map((id, index) => [id, index]));
      const last = hand.order.length;
      hand.late = alarms.filter((alarm) => !place.has(alarm.id)).length;
      alarms.sort((a, b) => (place.get(a.id) ?? last) - (place.get(b.id) ?? last));
    }
    // What is late has no place yet, so that it stays late until the list is sorted.
    hand.order = alarms.slice(0, alarms.length - hand.late).map((alarm) => alarm.id);
    return alarms;
  };
  return {
    sort,
    late: () => hand.late,
    refused: Date.now() - refusedAt < NOTICE_MS,
    letGo: () => {
      release();
      draw((count) => count + 1);
    },
    handlers,
  };
}
