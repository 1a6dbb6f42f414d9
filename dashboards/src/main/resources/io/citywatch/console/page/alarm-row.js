// One alarm in the list: how bad, what, where, how much, since when, and the button.

import { h } from "/lib/preact.js";
import { AcknowledgeButton } from "./alarm-actions.js";
import { Guarded } from "./guarded.js";
import { SeverityIcon } from "./icons.js";
import { age, districtName, time, value } from "./format.js";
import { alarmText, kindText, severityText, stateText, t } from "./i18n.js";
import { serverNow } from "./store.js";

/** A row; where one alarm can't be drawn, the others are, and of that one at least its name. */
export function AlarmRow({ alarm, caller, open }) {
  return h(
    Guarded,
    { anew: alarm.version, instead: h(Undrawn, { alarm }) },
    h(Row, { alarm, caller, open }),
  );
}

function Undrawn({ alarm }) {
  return h(
    "li",
    { class: "alarm critical undrawn", "data-alarm": String(alarm.id) },
    h("p", { class: "part-failed" }, t("rowFailed", { x: String(alarm.id) })),
  );
}

function Row({ alarm, caller, open }) {
  return h(
    "li",
    {
      class: `alarm ${alarm.severity} ${alarm.state}`,
      "data-alarm": alarm.id,
      "data-version": alarm.version,
      "data-state": alarm.state,
    },
    h(
      "button",
      { class: "alarm-open", title: t("details"), onClick: () => open(alarm.id) },
      h(
        "span",
        { class: "badge" },
        h(SeverityIcon, { severity: alarm.severity }),
        h("span", null, severityText(alarm.severity)),
      ),
      h(
        "span",
        { class: "what" },
        h("span", { class: "what-text" }, alarmText(alarm)),
        alarm.members && h("span", { class: "member-count" }, t("memberCount", { n: alarm.members.active })),
        h(
          "span",
          { class: "where" },
          h("span", { class: "where-district" }, districtName(alarm.district)),
          h("span", null, alarm.address || `${kindText(alarm.kind)} ${alarm.asset || ""}`),
          h("span", { class: "where-device" }, alarm.device),
          alarm.simulated && h("span", { class: "simulated-mark" }, t("simulated")),
        ),
      ),
      h(Measured, { alarm }),
      h(
        "span",
        { class: "when" },
        h("span", { class: "age" }, age(serverNow() - alarm.onset)),
        h("span", { class: "onset" }, time(alarm.onset)),
      ),
      h(
        "span",
        { class: "state" },
        stateText(alarm.state),
        alarm.escalated > 0 && h("span", { class: "escalated" }, t("escalated")),
      ),
    ),
    h(AcknowledgeButton, { alarm, caller }),
  );
}

/** What was measured, with its unit, and what was reached. */
function Measured({ alarm }) {
  if (alarm.value === null || alarm.value === undefined) {
    return h("span", { class: "measured" });
  }
  return h(
    "span",
    { class: "measured" },
    h("span", { class: "measured-value" }, value(alarm.metric, alarm.value)),
    alarm.limit !== null &&
      alarm.limit !== undefined &&
      h("span", { class: "measured-limit" }, t("limit", { x: value(alarm.metric, alarm.limit) })),
  );
}
