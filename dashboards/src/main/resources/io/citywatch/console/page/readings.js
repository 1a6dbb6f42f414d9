// The newest readings, as they come in.

import { h } from "/lib/preact.js";
import { CHIEF_METRIC, districtName, labelled, time, value } from "./format.js";
import { kindText, t } from "./i18n.js";

/** As many as fit beside the alarms on a large screen; the panel hides what does not fit. */
const MAX_SHOWN = 24;

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
                h("span", { class: "reading-values" }, chief(reading)),
              ),
            )),
        ),
  );
}

/** The chief metric with its unit; another one, of a device that did not measure it, with its name too. */
function chief({ kind, values }) {
  const metric = CHIEF_METRIC[kind];
  if (typeof values[metric] === "number") {
    return value(metric, values[metric]);
  }
  const other = metric in values ? metric : Object.keys(values)[0];
  return other ? labelled(other, values[other]) : "";
}
