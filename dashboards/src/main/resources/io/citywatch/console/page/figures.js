// What the alarms ask of the operator now, by the figures of ISA-18.2, in one line.

import { h } from "/lib/preact.js";
import { age } from "./format.js";
import { t } from "./i18n.js";
import { serverNow, useNow } from "./store.js";
import { isBelievable } from "./trouble.js";

export function Figures({ state }) {
  useNow();
  const city = state.figures.find((each) => each.scope === "city");
  if (!city) {
    return null;
  }
  const { load, open, chattering, stale } = city;
  const flood = load.floodSince !== null;
  return h(
    "div",
    { class: flood ? "figures flood" : "figures", id: "figures", "aria-label": t("figures") },
    h("strong", null, t(isBelievable(state) ? (flood ? "flood" : "calm") : "figuresOld")),
    h("span", { id: "figures-rate" }, t("perTenMinutes", { n: load.rate })),
    h("span", null, t("peak", { n: load.peak })),
    open.oldest !== null && h("span", null, t("oldestUnacknowledged", { age: age(serverNow() - open.oldest) })),
    chattering.length > 0 && h("span", { title: chattering.join(", ") }, t("chattering", { n: chattering.length })),
    stale.length > 0 && h("span", { title: stale.join(", ") }, t("staleAlarms", { n: stale.length })),
  );
}
