// The top of the page: how many alarms of each severity, the clock, the connection, and the page's few switches.

import { h } from "/lib/preact.js";
import { useEffect, useRef, useState } from "/lib/hooks.js";
import { api } from "./api.js";
import { SeverityIcon } from "./icons.js";
import { locale, nameOf, roleText, severityText, switchLanguage, t } from "./i18n.js";
import { reconnect } from "./connection.js";
import { DeviceSearch } from "./device-search.js";
import { count } from "./format.js";
import { soundOn, switchSound } from "./sound.js";
import { update, useNow } from "./store.js";
import { isGrave } from "./trouble.js";

export const SEVERITIES = ["critical", "high", "medium", "low"];

const STANDS = new Set(["UNACK", "ACKED", "RTNUN", "LATCHED"]);

/** Whether an alarm is one of the operator's present alarms, and not put aside. */
export const stands = (alarm) => STANDS.has(alarm.state);

export function Header({ state, severity, setSeverity, openDevice }) {
  const counts = state.truncated && state.counts ? state.counts.severities : countBySeverity(state.alarms);
  document.title = `${counts.critical.unseen ? `(${counts.critical.unseen}) ` : ""}${t("title")}`;
  return h(
    "header",
    null,
    h(
      "div",
      { class: "brand" },
      h("h1", null, t("title")),
      h("div", { class: "city" }, state.census ? nameOf(state.census.city) : "citywatch"),
    ),
    h(
      "div",
      { class: "tiles", role: "group", "aria-label": t("alarms") },
      SEVERITIES.map((each) =>
        h(Tile, {
          key: each,
          severity: each,
          counts: counts[each],
          pressed: severity === each,
          press: () => setSeverity(severity === each ? null : each),
        })),
    ),
    h(
      "div",
      { class: "controls" },
      h(Clock),
      h(
        "div",
        { class: "switches" },
        h(Connection, { state }),
        h(SoundSwitch, { sound: state.sound }),
        h("button", { class: "switch", id: "language", onClick: switchLanguage }, t("otherLanguage")),
        state.caller && h(Caller, { caller: state.caller }),
      ),
      h(DeviceSearch, { openDevice }),
    ),
  );
}

function countBySeverity(alarms) {
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, { unseen: 0, standing: 0 }]));
  for (const alarm of alarms.values()) {
    if (stands(alarm)) {
      counts[alarm.severity].standing++;
      counts[alarm.severity].unseen += alarm.acknowledged ? 0 : 1;
    }
  }
  return counts;
}

function Tile({ severity, counts, pressed, press }) {
  const classes = ["tile", severity, counts.standing ? "some" : "none", counts.unseen ? "unseen-some" : ""];
  return h(
    "button",
    {
      class: classes.join(" "),
      "aria-pressed": String(pressed),
      title: t("filterBy", { x: severityText(severity) }),
      "data-severity": severity,
      onClick: press,
    },
    h(SeverityIcon, { severity }),
    h("span", { class: "tile-count" }, count(counts.standing)),
    h(
      "span",
      { class: "tile-words" },
      h("span", { class: "tile-name" }, severityText(severity)),
      h("span", { class: "tile-unseen" }, t("unacknowledged", { n: count(counts.unseen) })),
    ),
  );
}

function Clock() {
  const now = new Date(useNow());
  return h(
    "time",
    { class: "clock" },
    h("span", { class: "date" }, now.toLocaleDateString(locale(), { month: "short", day: "numeric", weekday: "short" })),
    " ",
    now.toLocaleTimeString(locale(), { hour12: false }),
  );
}

function Connection({ state }) {
  const { connection, vitals, rate } = state;
  const grave = connection === "live" && isGrave(state);
  const degraded = connection === "live" && vitals !== null && vitals.status !== "up";
  const word = grave ? "notReliable" : connection === "live" && vitals?.status === "degraded" ? "degraded" : connection;
  const speed = connection === "live" && rate !== null ? ` · ${t("rate", { n: count(rate) })}` : "";
  return h(
    "span",
    { class: `connection ${connection} ${grave ? "grave" : degraded ? "degraded" : ""}`, id: "connection" },
    h("span", { class: "dot", "aria-hidden": "true" }),
    t(word),
    h("span", { class: "speed" }, speed),
  );
}

const SOUND_WORDS = { on: "soundOn", off: "soundOff", blocked: "soundBlocked" };

function SoundSwitch({ sound }) {
  return h(
    "button",
    {
      class: `switch ${sound === "blocked" ? "blocked" : ""}`,
      id: "sound",
      "aria-pressed": String(sound !== "off"),
      // A press where the browser keeps it back only lets it out.
      onClick: () => switchSound(!(soundOn() && sound === "on")),
    },
    t(SOUND_WORDS[sound]),
  );
}

/** Who is signed in; pressed, it offers to sign out, which one press too many must not do. */
function Caller({ caller }) {
  const [open, setOpen] = useState(false);
  const place = useRef(null);
  useEffect(() => {
    if (!open) {
      return undefined;
    }
    const closeOutside = (event) => place.current?.contains(event.target) || setOpen(false);
    document.addEventListener("pointerdown", closeOutside);
    return () => document.removeEventListener("pointerdown", closeOutside);
  }, [open]);
  const signOut = async () => {
    await api.signOut();
    update({ connection: "signed-out", caller: null, heardAt: 0 });
    reconnect();
  };
  const close = () => {
    setOpen(false);
    place.current?.querySelector("#caller").focus();
  };
  return h(
    "div",
    { class: "caller", ref: place, onKeyDown: (event) => open && event.key === "Escape" && close() },
    h(
      "button",
      { class: "switch", id: "caller", title: t("signedIn"), "aria-expanded": String(open), onClick: () => setOpen(!open) },
      h("span", { class: "caller-name" }, `${roleText(caller.role)} ${caller.name}`),
      " ▾",
    ),
    open &&
      h(
        "div",
        { class: "caller-menu" },
        h("p", null, t("signedInAs", { x: caller.name, y: roleText(caller.role) })),
        h("button", { class: "quiet", id: "sign-out", onClick: signOut }, t("signOut")),
      ),
  );
}
