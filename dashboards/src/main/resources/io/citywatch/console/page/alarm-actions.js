// What an operator can do to an alarm.

import { h } from "/lib/preact.js";
import { useState } from "/lib/hooks.js";
import { api, Problem } from "./api.js";
import { applyAnswer } from "./connection.js";
import { t } from "./i18n.js";

const SHELVE_MINUTES = [30, 60, 240, 480, 1440];

const mayAct = (caller) => caller !== null && caller.role !== "viewer";

/** Takes an action; gives the state of it for the button: whether it is on its way, and what went wrong. */
function useAction(id) {
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
        setMessage(error instanceof Problem ? `${t("failed")}: ${error.message}` : t("offline"));
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

/** Shelving takes a reason and an end; unshelving takes neither. */
export function ShelveForm({ alarm, caller }) {
  const { busy, message, take } = useAction(alarm.id);
  const [reason, setReason] = useState("");
  const [minutes, setMinutes] = useState(60);
  if (!mayAct(caller)) {
    return h("p", { class: "hint" }, t("viewerOnly"));
  }
  if (alarm.state === "SHELVED") {
    return h("button", { class: "quiet", disabled: busy, onClick: () => take("unshelve") }, t("unshelve"));
  }
  if (alarm.kind === "gas" && alarm.severity === "critical") {
    return h("p", { class: "hint" }, t("criticalGas"));
  }
  const submit = async (event) => {
    event.preventDefault();
    if (await take("shelve", { reason, minutes })) {
      setReason("");
    }
  };
  return h(
    "form",
    { class: "shelve", onSubmit: submit },
    h("input", {
      value: reason,
      maxLength: 256,
      required: true,
      placeholder: t("shelveReason"),
      "aria-label": t("shelveReason"),
      onInput: (event) => setReason(event.target.value),
    }),
    h(
      "select",
      { "aria-label": t("shelveFor"), value: minutes, onChange: (event) => setMinutes(Number(event.target.value)) },
      SHELVE_MINUTES.map((each) => h("option", { key: each, value: each }, span(each))),
    ),
    h("button", { class: "quiet", disabled: busy || !reason.trim() }, t("shelve")),
    message && h("span", { class: "failure", role: "alert" }, message),
  );
}

function span(minutes) {
  return minutes < 60 ? t("minutes", { n: minutes }) : t("hours", { n: minutes / 60 });
}
