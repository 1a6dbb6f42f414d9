// The newest readings, as they come in.

import { h } from "/lib/preact.js";
import { districtName, labelled, time } from "./format.js";
import { kindText, t } from "./i18n.js";

/** As many as fit beside the alarms on a large screen; the panel hides what does not fit. */
const MAX_SHOWN = 24;

/** What is only shown when there is nothing else to show. */
const LESS = new Set(["batteryPct", "rssiDbm", "temperatureC", "magneticUt"]);

export function Readings({ state, openDevice }) {
  const shown = state.readings.slice(0, MAX_SHOWN);
  return h(
    "section",
    { class: "panel readings", "aria-label": t("readings") },
    h("div", { class: "panel-head" }, h("h2", null, t("readings"))),
    shown.length === 0
      ? h("p", { class: "hint" }, t("waiting"))
      : h(
          "ul",
          { class: "reading-list" },
          shown.map((reading) =>
            h(
              "li",
              { key: `${reading.device}/${reading.t}/${reading.arrival}`, class: "reading" },
              h(
                "button",
                { class: "reading-open", tabIndex: -1, onClick: () => openDevice(reading.device) },
                h("span", { class: "reading-time" }, time(reading.t)),
                h("span", { class: "reading-kind" }, kindText(reading.kind)),
                h("span", { class: "reading-where" }, `${districtName(reading.district)} ${reading.device}`),
                h("span", { class: "reading-values" }, chief(reading.values)),
              ),
            )),
        ),
  );
}

/** The metric that a device of its kind is there for; the others are in its drawer. */
function chief(values) {
  const all = Object.entries(values);
  const [metric, raw] = all.find(([each]) => !LESS.has(each)) || all[0] || [];
  return metric ? labelled(metric, raw) : "";
}
