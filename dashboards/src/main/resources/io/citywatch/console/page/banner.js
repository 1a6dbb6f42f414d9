// What the operator must know before believing what is below: the connection is lost, or the log does not answer.

import { h } from "/lib/preact.js";
import { age, time } from "./format.js";
import { t } from "./i18n.js";
import { useNow } from "./store.js";

export function Banner({ state }) {
  useNow();
  const text = message(state);
  return text && h("div", { class: "banner", role: "alert" }, text);
}

function message({ connection, heardAt, vitals }) {
  if (connection === "lost") {
    return t("lostBanner", { time: time(heardAt), age: age(Date.now() - heardAt) });
  }
  const log = vitals?.parts.log.status;
  if (log === "down") {
    return t("logAway");
  }
  return log === "starting" ? t("catchingUp") : null;
}
