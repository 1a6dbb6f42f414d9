// What an operator can do to an alarm besides acknowledging it: put it aside, bring it back, reset it, say something.

import { h } from "/lib/preact.js";
import { useState } from "/lib/hooks.js";
import { canAct, mayAct, useAction } from "./alarm-actions.js";
import { t } from "./i18n.js";

const ASIDE = ["SHELVED", "SUPPRESSED", "OUT_OF_SERVICE"];

/** What brings an alarm back that is put aside or latched; of these at most one can be done. */
const WAYS_BACK = ["unshelve", "unsuppress", "returnToService", "reset"];

/** What is done with words, in the order in which it is offered. */
const WITH_WORDS = ["shelve", "suppress", "outOfService", "comment"];

const MINUTES = { shelve: [30, 60, 240, 480, 1440], suppress: [60, 240, 480, 1440, 4320, 10080] };

export function Handling({ alarm, caller }) {
  const { busy, waiting, message, take } = useAction(alarm);
  if (!mayAct(caller)) {
    return h("p", { class: "hint" }, t("viewerOnly"));
  }
  const back = WAYS_BACK.find((verb) => alarm.actions.includes(verb));
  const neverShelved = !ASIDE.includes(alarm.state) && !alarm.actions.includes("shelve");
  const idle = busy || waiting || !canAct(caller);
  return h(
    "div",
    { class: "handling" },
    back && h("button", { class: "quiet", disabled: idle, onClick: () => take(back) }, t(back)),
    neverShelved && h("p", { class: "hint" }, t("neverShelved")),
    h(Form, { alarm, busy: idle, take }),
    message && h("span", { class: "failure", role: "alert" }, message),
  );
}

function Form({ alarm, busy, take }) {
  const [wanted, setWanted] = useState(null);
  const [reason, setReason] = useState("");
  const [workOrder, setWorkOrder] = useState("");
  const [wantedMinutes, setMinutes] = useState(60);
  const offered = WITH_WORDS.filter((each) => alarm.actions.includes(each));
  // What puts more aside than this alarm is done by choice, and not because it stands first.
  const usual = offered.includes("shelve") ? "shelve" : "comment";
  const verb = offered.includes(wanted) ? wanted : usual;
  const spans = MINUTES[verb];
  const minutes = spans && !spans.includes(wantedMinutes) ? spans[0] : wantedMinutes;
  const underOrder = verb === "suppress" || verb === "outOfService";
  const submit = async (event) => {
    event.preventDefault();
    const body = { reason };
    if (spans) {
      body.minutes = minutes;
    }
    if (underOrder && workOrder.trim()) {
      body.workOrder = workOrder;
    }
    if (await take(verb, body)) {
      setReason("");
      setWorkOrder("");
    }
  };
  return h(
    "form",
    { class: "shelve", onSubmit: submit },
    h(
      "select",
      { id: "handling-verb", "aria-label": t("whatToDo"), value: verb, onChange: (event) => setWanted(event.target.value) },
      offered.map((each) => h("option", { key: each, value: each }, t(`${each}Choice`))),
    ),
    h(Words, { word: verb === "comment" ? "commentText" : "shelveReason", max: 256, value: reason, set: setReason, required: true }),
    underOrder &&
      h(Words, {
        word: alarm.workOrderNeeded ? "workOrderNeeded" : "workOrder",
        max: 64,
        value: workOrder,
        set: setWorkOrder,
        required: alarm.workOrderNeeded,
      }),
    spans &&
      h(
        "select",
        { "aria-label": t("shelveFor"), value: minutes, onChange: (event) => setMinutes(Number(event.target.value)) },
        spans.map((each) => h("option", { key: each, value: each }, span(each))),
      ),
    h("button", { class: "quiet", disabled: busy || !reason.trim() }, t(verb)),
  );
}

function Words({ word, max, value, set, required }) {
  return h("input", {
    value,
    maxLength: max,
    required,
    placeholder: t(word),
    "aria-label": t(word),
    onInput: (event) => set(event.target.value),
  });
}

function span(minutes) {
  if (minutes < 60) {
    return t("minutes", { n: minutes });
  }
  return minutes > 1440 ? t("days", { n: minutes / 1440 }) : t("hours", { n: minutes / 60 });
}
