// Taking an action on an alarm, and the one action that matters most: to acknowledge it.

import { h } from "/lib/preact.js";
import { useState } from "/lib/hooks.js";
import { api, Problem } from "./api.js";
import { applyAnswer } from "./connection.js";
import { refusalText, t } from "./i18n.js";

/** Whether the caller may do anything to alarms. */
export const mayAct = (caller) => caller !== null && caller.role !== "viewer";

/** Takes an action; gives the state of it for the button: whether it is on its way, and what went wrong. */
export function useAction(id) {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState(null);
  const take = async (verb, body) => {
    setBusy(true);
    setMessage(null);
    try {
      const alarm = await api.act(id, verb, body);
      applyAnswer(alarm);
      return true;
    } catch (error) {
      // Another operator was quicker: the stream brings what has become of it.
      if (!(error instanceof Problem && error.code === "already-acknowledged")) {
        setMessage(error instanceof Problem ? `${t("failed")}: ${refusalText(error.code, error.message)}` : t("offline"));
      }
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, message, take };
}

export function AcknowledgeButton({ alarm, caller, hold, release }) {
  const { busy, message, take } = useAction(alarm.id);
  const wanted = alarm.state === "UNACK" || alarm.state === "RTNUN";
  if (!wanted) {
    return h("span", { class: "acknowledged" }, alarm.state === "ACKED" ? `✓ ${byWhom(alarm)}` : "");
  }
  return h(
    "span",
    { class: "acknowledge" },
    h(
      "button",
      {
        class: "acknowledge-button",
        disabled: busy || !mayAct(caller),
        title: mayAct(caller) ? "" : t("viewerOnly"),
        onPointerEnter: hold,
        onFocus: hold,
        onPointerLeave: release,
        onBlur: release,
        onClick: () => take("acknowledge"),
      },
      t(busy ? "acknowledging" : "acknowledge"),
    ),
    message && h("span", { class: "failure", role: "alert" }, message),
  );
}

/** Who has acknowledged it, as far back as the history goes. */
function byWhom(alarm) {
  return alarm.history.findLast((step) => step.cause === "acknowledge")?.by || t("acknowledged");
}
