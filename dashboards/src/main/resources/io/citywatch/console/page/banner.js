// What the operator must know before believing what is below.

import { h } from "/lib/preact.js";
import { t } from "./i18n.js";
import { useNow } from "./store.js";
import { troubles } from "./trouble.js";

export function Banner({ state }) {
  useNow();
  const found = troubles(state);
  return (
    found.length > 0 &&
    h(
      "div",
      { class: found.some(({ grave }) => grave) ? "banner grave" : "banner", role: "alert" },
      found.map(({ id, text }) => h("p", { key: id, "data-trouble": id }, text)),
      state.failure !== null &&
        h("button", { class: "acknowledge-button", id: "reload", onClick: () => location.reload() }, t("reload")),
    )
  );
}
