// How far the history is behind the log, said only where it matters to somebody who reads charts.

import { h } from "/lib/preact.js";
import { t } from "./i18n.js";
import { useStore } from "./store.js";

/** Up to here what is on its way is no news: it is with the historian's next checkpoint, or soon after a restart. */
const QUIET_S = 120;

/** A line that says by how many minutes; nothing while that is little, or not known. */
export function HistoryBehind() {
  const { connection, vitals } = useStore();
  const seconds = vitals?.parts.influxdb.behindSeconds;
  return (
    connection === "live" &&
    seconds > QUIET_S &&
    h("p", { class: "history-behind", role: "status" }, t("historyBehind", { n: Math.floor(seconds / 60) }))
  );
}
