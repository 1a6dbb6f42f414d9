// A sheet at the page's right edge that keeps the keyboard until it is closed, by its button, Escape or a click beside it.

import { h } from "/lib/preact.js";
import { useLayoutEffect, useRef } from "/lib/hooks.js";
import { addRegion } from "./announce.js";
import { Banner } from "./banner.js";
import { Guarded } from "./guarded.js";
import { t } from "./i18n.js";
import { useStore } from "./store.js";

export function Drawer({ title, id, close, wide, alarm, children }) {
  const state = useStore();
  const dialog = useRef(null);
  const region = useRef(null);
  // At once, before anything is drawn: a key that is pressed as soon as it stands there is for it.
  useLayoutEffect(() => {
    dialog.current.showModal();
    return addRegion(region.current);
  }, []);
  return h(
    "dialog",
    {
      ref: dialog,
      id,
      class: `drawer ${wide ? "wide" : ""}`,
      onClose: close,
      onClick: (event) => event.target === dialog.current && close(),
    },
    h(
      "div",
      { class: "drawer-body" },
      h(Banner, { state }),
      h(UnseenCritical, { alarms: state.alarms, except: alarm, close }),
      h(
        "div",
        { class: "drawer-head" },
        h("h2", null, title),
        h("button", { class: "close", "aria-label": t("close"), onClick: close }, "✕"),
      ),
      h(Guarded, { anew: alarm && state.alarms.get(alarm)?.version }, children),
      h("div", { class: "unseen", role: "status", "aria-live": "assertive", ref: region }),
    ),
  );
}

/** Whoever looks at one thing must not miss a worse one behind it. */
function UnseenCritical({ alarms, except, close }) {
  const unseen = [...alarms.values()].filter(
    (alarm) => alarm.severity === "critical" && alarm.state === "UNACK" && alarm.id !== except);
  return unseen.length > 0 && h("button", { class: "unseen-critical", onClick: close }, t("unseenCritical", { n: unseen.length }));
}

/** Names and what they stand for; what is missing is left out. */
export function Facts({ facts }) {
  return h(
    "dl",
    { class: "facts" },
    facts
      .filter(([, fact]) => fact !== null && fact !== undefined && fact !== "")
      .map(([name, fact]) => h("div", { key: name }, h("dt", null, name), h("dd", null, fact))),
  );
}
