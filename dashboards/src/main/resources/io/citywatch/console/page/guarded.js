// An error while one part of the page is drawn: it is said, and the other parts go on.

import { Component, h } from "/lib/preact.js";
import { t } from "./i18n.js";
import { update } from "./store.js";

/** Shows `instead` where its children can't be drawn, and tries again when `anew` has changed. */
export class Guarded extends Component {
  componentDidCatch(error) {
    this.setState({ failed: true });
    tellFailure(error);
  }

  componentDidUpdate(before) {
    if (this.state.failed && before.anew !== this.props.anew) {
      this.setState({ failed: false });
    }
  }

  render({ children, instead }) {
    return this.state.failed ? (instead === undefined ? h(Failed) : instead) : children;
  }
}

function Failed() {
  return h("p", { class: "part-failed", role: "alert" }, t("partFailed"));
}

/** Says on the page that it has failed, for as long as it is not loaded anew. */
export function tellFailure(error) {
  console.error(error);
  update({ failure: String(error) });
}

/** Notices what no part of the page has caught; what other scripts in the browser do wrong is not the page's. */
export function watchFailures() {
  addEventListener("error", ({ error, filename }) => {
    if (error && String(filename).startsWith(`${location.origin}/`)) {
      tellFailure(error);
    }
  });
}
