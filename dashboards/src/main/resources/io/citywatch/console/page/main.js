// Starts the page: language, sound, connection, then the view.

import { h, render } from "/lib/preact.js";
import { App } from "./app.js";
import { connect } from "./connection.js";
import { language } from "./i18n.js";

document.documentElement.lang = language();
render(h(App), document.getElementById("app"));
connect();
