// The list of alarms, with its filters.

import { h } from "/lib/preact.js";
import { useState } from "/lib/hooks.js";
import { AlarmRow } from "./alarm-row.js";
import { useStillOrder } from "./alarm-order.js";
import { silence } from "./announce.js";
import { stands } from "./header.js";
import { kindText, nameOf, t } from "./i18n.js";
import { useNow } from "./store.js";
import { isBelievable } from "./trouble.js";

/** More rows than anybody can work off; the rest is counted below them. */
const MAX_ROWS = 200;

const KINDS = ["gas", "manhole", "parking", "gas-pipe", "water-pipe", "waste"];

export function AlarmBoard({ state, severity, open }) {
  useNow();
  const [aside, setAside] = useState(false);
  const [district, setDistrict] = useState("");
  const [kind, setKind] = useState("");
  const { sort, late, refused, letGo, handlers } = useStillOrder([aside, severity, district, kind].join());
  const all = [...state.alarms.values()];
  const standing = all.filter(stands);
  const putAside = all.filter((alarm) => !stands(alarm));
  const chosen = aside ? putAside : standing;
  const matching = sort(chosen.filter((alarm) =>
    (!severity || alarm.severity === severity) &&
    (!district || alarm.district === district) &&
    (!kind || alarm.kind === kind)));
  const rows = matching.slice(0, MAX_ROWS);
  const { unsent, standingCount, asideCount } = counted(state, standing, putAside);
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
        h(Tab, { id: "standing", on: !aside, count: standingCount, word: t("standing"), press: () => setAside(false) }),
        h(Tab, { id: "aside", on: aside, count: asideCount, word: t("putAside"), press: () => setAside(true) }),
      ),
      h(Notices, { state, late: late(), refused, letGo }),
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
      ? h(Nothing, { state, aside, filtered: chosen.length > 0, more })
      : h(
          "ol",
          { class: "alarms", ...handlers },
          rows.map((alarm) => h(AlarmRow, { key: alarm.id, alarm, caller: state.caller, open })),
        ),
    more > 0 && h("p", { class: "more" }, t("more", { n: more })),
  );
}

/** Of a list that was cut the server counts what the page does not have. */
function counted({ truncated, counts, alarms, alarmsTotal }, standing, putAside) {
  if (!truncated) {
    return { unsent: 0, standingCount: standing.length, asideCount: putAside.length };
  }
  const unsent = Math.max(0, (counts ? counts.total : alarmsTotal) - alarms.size);
  return counts
    ? { unsent, standingCount: counts.total - counts.aside, asideCount: counts.aside }
    : { unsent, standingCount: standing.length + unsent, asideCount: putAside.length };
}

/** What is to be known of the list itself; it takes no room of its own, since rows must not move. */
function Notices({ state, late, refused, letGo }) {
  return h(
    "div",
    { class: "notices", role: "status" },
    state.calling && h("button", { class: "notice", id: "silence", onClick: silence }, t("silence")),
    late > 0 && h("button", { class: "notice", id: "kept-still", onClick: letGo }, t("keptStill", { n: late })),
    refused && h("span", { class: "notice refused", id: "slid" }, t("slid")),
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

/** An empty list is an all-clear only when it is whole, and the server knows it to be so. */
function Nothing({ state, aside, filtered, more }) {
  if (!isBelievable(state)) {
    return h("p", { class: "nothing", id: "unknown" }, t(state.connection === "live" ? "alarmsNotSure" : "alarmsUnknown"));
  }
  if (more > 0) {
    return h("p", { class: "nothing" }, t("restNotShown"));
  }
  if (filtered) {
    return h("p", { class: "nothing" }, t("noMatch"));
  }
  return h(
    "div",
    { class: "nothing" },
    h("p", { class: "nothing-word" }, t(aside ? "nothingAside" : "noAlarms")),
    !aside && h("p", null, t(state.vitals.parts.alarms?.status === "unknown" ? "alarmJobUnknown" : "noAlarmsHint")),
  );
}

