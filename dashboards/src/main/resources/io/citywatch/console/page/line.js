// Keeps one event stream open. It knows nothing of what the events say, and nothing of a page, so that it runs in either place.

import { api, NoAnswer, Problem } from "./api.js";

/** The server gives a sign of life every four seconds: after three that are missing the stream is dead. */
export const SILENCE_MS = 13_000;
const RETRY_MS = 2_000;
const CHECK_MS = 1_000;
/** A session that is asked for now and then does not run out under a screen that is never touched. */
const RENEW_MS = 6 * 3_600_000;
/** Pages that open at the same time are served by one stream. */
const GATHER_MS = 100;
/** As many connections as a browser holds open to one server; where they have died in silence each swallows a request. */
const CONNECTIONS = 6;

const EVENTS = ["hello", "state", "alarms", "alarm", "counts", "census", "figures", "reading"];

/**
 * A line that tells each event as {event, data}, data being the text as it came, and {connection} when that is "lost" or
 * "signed-out". A stream begins with the present state, so to hear it anew is to call `again`.
 */
export function openLine(tell) {
  let source = null;
  let heardAt = 0;
  let retry = null;
  let turn = 0;
  let unanswered = false;

  function open() {
    const opened = new EventSource("/api/stream");
    source = opened;
    // A stream that never begins is as dead as one that has ended.
    heardAt = Date.now();
    opened.onerror = () => opened === source && lost();
    for (const event of EVENTS) {
      opened.addEventListener(event, ({ data }) => {
        if (opened === source) {
          heardAt = Date.now();
          tell({ event, data });
        }
      });
    }
  }

  function shut() {
    source?.close();
    source = null;
  }

  function lost() {
    shut();
    tell({ connection: "lost" });
    later(RETRY_MS);
  }

  function later(ms) {
    clearTimeout(retry);
    retry = setTimeout(comeBack, ms);
  }

  /** An event source does not say why it was refused, so the session is asked for first. */
  async function comeBack() {
    const mine = ++turn;
    try {
      await (unanswered ? oneOf(CONNECTIONS, sessionOrNew) : sessionOrNew());
      unanswered = false;
    } catch (error) {
      unanswered = error instanceof NoAnswer;
      if (mine !== turn) {
        return;
      }
      if (error instanceof Problem && error.status === 401) {
        shut();
        tell({ connection: "signed-out" });
      } else if (source === null) {
        later(RETRY_MS);
      }
      return;
    }
    if (mine === turn) {
      shut();
      open();
    }
  }

  setInterval(() => {
    if (source !== null && Date.now() - heardAt > SILENCE_MS) {
      lost();
    }
  }, CHECK_MS);

  setInterval(() => source !== null && api.session().catch(() => {}), RENEW_MS);

  return { again: () => later(GATHER_MS) };
}

/** Asks several times at once; the first answer counts. */
async function oneOf(times, ask) {
  try {
    return await Promise.any(Array.from({ length: times }, ask));
  } catch ({ errors }) {
    throw errors.find((error) => error instanceof Problem) || errors[0];
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
