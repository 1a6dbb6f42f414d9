// Finds a device by its name, its asset or its address.

import { h } from "/lib/preact.js";
import { useEffect, useState } from "/lib/hooks.js";
import { api } from "./api.js";
import { districtName } from "./format.js";
import { kindText, t } from "./i18n.js";

/** Typing goes on meanwhile. */
const PAUSE_MS = 250;

export function DeviceSearch({ openDevice }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState(null);
  useEffect(() => {
    if (!text.trim()) {
      setFound(null);
      return undefined;
    }
    let wanted = true;
    const timer = setTimeout(async () => {
      const answer = await api.devices(text.trim()).catch(() => ({ devices: [] }));
      if (wanted) {
        setFound(answer.devices);
      }
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text]);
  const choose = (device) => {
    setText("");
    openDevice(device);
  };
  return h(
    "div",
    { class: "search", onKeyDown: (event) => event.key === "Escape" && setText("") },
    h("input", {
      id: "search",
      type: "search",
      value: text,
      autocomplete: "off",
      placeholder: t("searchHint"),
      title: t("search"),
      "aria-label": t("search"),
      onInput: (event) => setText(event.target.value),
    }),
    found &&
      h(
        "ul",
        { class: "found" },
        found.length === 0 && h("li", { class: "hint" }, t("nothingFound")),
        found.map((device) =>
          h(
            "li",
            { key: device.device },
            h(
              "button",
              { onClick: () => choose(device.device) },
              h("strong", null, device.device),
              h("span", null, `${kindText(device.kind)} · ${districtName(device.district)} · ${device.address || device.asset}`),
            ),
          )),
      ),
  );
}
