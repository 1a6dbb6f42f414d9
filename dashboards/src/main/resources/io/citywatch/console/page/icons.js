// Icons: each severity has a shape of its own beside its colour, so that it is known without seeing colours.

import { h } from "/lib/preact.js";

const SHAPES = {
  critical: "M8.2 1.5h7.6l6.7 6.7v7.6l-6.7 6.7H8.2l-6.7-6.7V8.2z",
  high: "M12 2 23 21.5H1z",
  medium: "M12 1.5 22.5 12 12 22.5 1.5 12z",
  low: "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z",
};

/** The shape of a severity with a mark in it. */
export function SeverityIcon({ severity }) {
  return h(
    "svg",
    { class: "severity-icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
    h("path", { d: SHAPES[severity], class: "shape" }),
    severity === "low"
      ? h("path", { d: "M12 10.5V17M12 7v.5", class: "mark" })
      : h("path", { d: severity === "high" ? "M12 9v6M12 18v.5" : "M12 6.5v7M12 17v.5", class: "mark" }),
  );
}
