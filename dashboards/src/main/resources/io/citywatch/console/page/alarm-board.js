// The list of alarms, with its filters.

import { h } from "/lib/preact.js";
import { useState } from "/lib/hooks.js";
import { AlarmRow } from "./alarm-row.js";
import { useStillOrder } from "./alarm-order.js";
import { stands } from "./header.js";
import { kindText, nameOf, t } from "./i18n.js";
import { useNow } from "./store.js";

/** More rows than anybody can work off; the rest is counted below them. */
const MAX_ROWS = 200;

const KINDS = ["gas", "manhole", "parking", "gas-pipe", "water-pipe", "waste"];

export function AlarmBoard({ state, severity, open }) {
  useNow();
  const [aside, setAside] = useState(false);
  const [district, setDistrict] = useState("");
  const [kind, setKind] = useState("");
  const { sort, hold, release } = useStillOrder();
  const all = [...state.alarms.values()];
  const standing = all.filter(stands);
  const putAside = all.filter((alarm) => !stands(alarm));
  const chosen = aside ? putAside : standing;
  const matching = sort(chosen.filter((alarm) =>
    (!severity || alarm.severity === severity) &&
    (!district || alarm.district === district) &&
    (!kind || alarm.kind === kind)));
  const rows = matching.slice(0, MAX_ROWS);
  const unsent = Math.max(0, state.alarmsTotal - all.length);
  const more = matching.length - rows.length + unsent;
  return h(
    "section",
    { class: "board", "aria-label": t("alarms") },
    h(
      "div",
      { class: "board-head" },
      h(
        "div",
        { class: "tabs", role: "tablist" },
        h(Tab, { id: "standing", on: !aside, count: standing.length + unsent, word: t("standing"), press: () => setAside(false) }),
        h(Tab, { id: "aside", on: aside, count: putAside.length, word: t("putAside"), press: () => setAside(true) }),
      ),
      h(
        "div",
        { class: "filters" },
        h(Choice, {
          id: "district",
          label: t("district"),
          value: district,
          choose: setDistrict,
          options: [["", t("allDistricts")], ...districts(state.census)],
        }),
        h(Choice, {
          id: "kind",
          label: t("kind"),
          value: kind,
          choose: setKind,
          options: [["", t("allKinds")], ...KINDS.map((each) => [each, kindText(each)])],
        }),
      ),
    ),
    rows.length === 0
      ? h(Nothing, { aside, filtered: chosen.length > 0, live: state.connection === "live" })
      : h(
          "ol",
          { class: "alarms", onPointerLeave: release },
          rows.map((alarm) => h(AlarmRow, { key: alarm.id, alarm, caller: state.caller, open, hold, release })),
        ),
    more > 0 && h("p", { class: "more" }, t("more", { n: more })),
  );
}

function districts(census) {
  return census ? census.districts.map((district) => [district.code, nameOf(district)]) : [];
}

function Tab({ id, on, count, word, press }) {
  return h(
    "button",
    { id: `tab-${id}`, class: "tab", role: "tab", "aria-selected": String(on), onClick: press },
    word,
    " ",
    h("span", { class: "tab-count" }, count),
  );
}

function Choice({ id, label, value, choose, options }) {
  return h(
    "select",
    { id: `filter-${id}`, "aria-label": label, value, onChange: (event) => choose(event.target.value) },
    options.map(([code, name]) => h("option", { key: code, value: code }, name)),
  );
}

function Nothing({ aside, filtered, live }) {
  if (!live) {
    // An empty list is no all-clear before the server has said so.
    return h("p", { class: "nothing", id: "unknown" }, t("alarmsUnknown"));
  }
  if (filtered) {
    return h("p", { class: "nothing" }, t("noMatch"));
  }
  return h(
    "div",
    { class: "nothing" },
    h("p", { class: "nothing-word" }, t(aside ? "nothingAside" : "noAlarms")),
    !aside && h("p", null, t("noAlarmsHint")),
  );
}

