// Asks for a token where the browser has no session.

import { h } from "/lib/preact.js";
import { useState } from "/lib/hooks.js";
import { api, Problem } from "./api.js";
import { Banner } from "./banner.js";
import { reconnect } from "./connection.js";
import { switchLanguage, t } from "./i18n.js";
import { update } from "./store.js";

export function SignIn({ state }) {
  const [token, setToken] = useState("");
  const [message, setMessage] = useState(null);
  const submit = async (event) => {
    event.preventDefault();
    try {
      await api.signIn(token);
      update({ connection: "connecting" });
      reconnect();
    } catch (error) {
      setMessage(error instanceof Problem ? (error.code === "token-refused" ? t("tokenRefused") : error.message) : t("offline"));
    }
  };
  return h(
    "main",
    { class: "sign-in" },
    h(
      "form",
      { onSubmit: submit },
      h(Banner, { state }),
      h("h1", null, t("title")),
      h("label", { for: "token" }, t("token")),
      h("input", {
        id: "token",
        type: "password",
        autocomplete: "current-password",
        required: true,
        autofocus: true,
        value: token,
        onInput: (event) => setToken(event.target.value),
      }),
      h("p", { class: "hint" }, t("tokenHint")),
      message && h("p", { class: "failure", role: "alert" }, message),
      h("button", { class: "acknowledge-button" }, t("signIn")),
      h("button", { class: "switch", type: "button", onClick: switchLanguage }, t("otherLanguage")),
    ),
  );
}
