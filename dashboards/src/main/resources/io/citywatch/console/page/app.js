// The page as a whole: what stands where.

import { h } from "/lib/preact.js";
import { useEffect, useRef, useState } from "/lib/hooks.js";
import { AlarmBoard } from "./alarm-board.js";
import { AlarmDrawer } from "./alarm-drawer.js";
import { addRegion } from "./announce.js";
import { Banner } from "./banner.js";
import { DeviceDrawer } from "./device-drawer.js";
import { Figures } from "./figures.js";
import { Guarded } from "./guarded.js";
import { HistoryBehind } from "./history-lag.js";
import { DistrictDrawer, Programme } from "./programme.js";
import { Header } from "./header.js";
import { t } from "./i18n.js";
import { Readings } from "./readings.js";
import { SignIn } from "./sign-in.js";
import { useStore } from "./store.js";
import { isBelievable } from "./trouble.js";

/** The alarm that the address names (#alarm=ID), as messages to the outside link to it. */
function linked() {
  const alarm = new URLSearchParams(location.hash.slice(1)).get("alarm");
  return alarm && { alarm };
}

/** By the keyboard the alarms are a dozen steps away, behind what is needed less. */
const toFirstAlarm = () => document.querySelector(".alarms .alarm-open")?.focus();

export function App() {
  const state = useStore();
  /** What the drawer shows: {alarm}, {device} or {districts}. */
  const [shown, show] = useState(linked);
  const [severity, setSeverity] = useState(null);
  useEffect(() => {
    const follow = () => linked() && show(linked());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  if (state.connection === "signed-out") {
    return h(SignIn, { state });
  }
  const close = () => {
    show(null);
    // The same link works again.
    history.replaceState(null, "", location.pathname + location.search);
  };
  return h(
    "div",
    { class: "app", "data-connection": state.connection },
    h("button", { class: "skip", onClick: toFirstAlarm }, t("toAlarms")),
    h(Guarded, { anew: state.alarms }, h(Header, { state, severity, setSeverity, openDevice: (device) => show({ device }) })),
    h(Banner, { state }),
    h(Guarded, { anew: state.figures }, h(Figures, { state })),
    h(
      "main",
      { class: isBelievable(state) ? "" : "stale" },
      h(Guarded, { anew: state.alarms }, h(AlarmBoard, { state, severity, open: (alarm) => show({ alarm }) })),
      h(
        "aside",
        null,
        h(HistoryBehind),
        h(
          Guarded,
          { anew: state.census },
          h(Programme, { census: state.census, openDistricts: () => show({ districts: true }) }),
        ),
        h(Guarded, { anew: state.readings }, h(Readings, { state, openDevice: (device) => show({ device }) })),
      ),
    ),
    shown?.alarm && h(AlarmDrawer, { key: shown.alarm, id: shown.alarm, state, close }),
    shown?.device &&
      h(DeviceDrawer, { key: shown.device, device: shown.device, openAlarm: (alarm) => show({ alarm }), close }),
    shown?.districts && h(DistrictDrawer, { census: state.census, close }),
    h(Region),
  );
}

/** What screen readers speak. */
function Region() {
  const region = useRef(null);
  useEffect(() => addRegion(region.current), []);
  return h("div", { class: "unseen", role: "status", "aria-live": "assertive", ref: region });
}
