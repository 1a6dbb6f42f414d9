// Taking an action on an alarm, and the one action that matters most: to acknowledge it.

import { h } from "/lib/preact.js";
import { useState } from "/lib/hooks.js";
import { api, NoAnswer, Problem } from "./api.js";
import { applyAnswer, reconnect } from "./connection.js";
import { refusalText, t } from "./i18n.js";
import { getState } from "./store.js";

/** How long an action that the alarm job has not answered is waited for, before it can be tried again. */
const WAIT_MS = 30_000;

/** Whether the caller may do anything to alarms. */
export const mayAct = (caller) => caller !== null && caller.role !== "viewer";

/** Whether an action can be taken now: what is shown of a lost connection is too old to act on. */
export const canAct = (caller) => mayAct(caller) && getState().connection === "live";

/**
 * Takes actions on the alarm as it is shown; gives whether one is on its way, whether it was sent and not answered yet, and
 * what is to be said of it. What was taken says so: `take` gives true when it is done.
 */
export function useAction(alarm) {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState(null);
  const [sent, setSent] = useState(null);
  const unanswered = sent !== null && sent.version === alarm.version;
  const waiting = unanswered && Date.now() < sent.until;
  const take = async (verb, body) => {
    setBusy(true);
    setMessage(null);
    setSent(null);
    try {
      const { status, document } = await api.act(alarm.id, verb, { ...body, version: alarm.version });
      applyAnswer(document);
      if (status === 202) {
        setSent({ version: alarm.version, until: Date.now() + WAIT_MS });
      }
      return status !== 202;
    } catch (error) {
      // Another operator was quicker: the stream brings what has become of it.
      if (!(error instanceof Problem && error.code === "already-acknowledged")) {
        setMessage(failureText(error));
      }
      if (error.status === 401) {
        reconnect();
      }
      return false;
    } finally {
      setBusy(false);
    }
  };
  const said = unanswered ? t(waiting ? "sentUnanswered" : "stillUnanswered") : message;
  return { busy, waiting, message: said, take };
}

function failureText(error) {
  if (error instanceof Problem) {
    return error.status === 401 ? t("signedOutNow") : `${t("failed")}: ${refusalText(error.code, error.message)}`;
  }
  return t(error instanceof NoAnswer ? "noAnswer" : "offline");
}

export function AcknowledgeButton({ alarm, caller }) {
  const { busy, waiting, message, take } = useAction(alarm);
  if (!alarm.actions.includes("acknowledge")) {
    return h("span", { class: "acknowledged" }, alarm.state === "ACKED" ? `✓ ${byWhom(alarm)}` : "");
  }
  return h(
    "span",
    { class: "acknowledge" },
    h(
      "button",
      {
        class: "acknowledge-button",
        disabled: busy || waiting || !canAct(caller),
        title: mayAct(caller) ? "" : t("viewerOnly"),
        onClick: () => take("acknowledge"),
      },
      t(busy ? "acknowledging" : waiting ? "sent" : "acknowledge"),
    ),
    message && h("span", { class: "failure", role: "alert" }, message),
  );
}

/** Who has acknowledged it, as far back as the history goes. */
function byWhom(alarm) {
  const steps = alarm.history.filter((step) => step.cause === "acknowledge");
  return steps[steps.length - 1]?.by || t("acknowledged");
}
