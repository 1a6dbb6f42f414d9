// Starts the page: language, sound, connection, then the view.

import { h, render } from "/lib/preact.js";
import { startCalling } from "./announce.js";
import { App } from "./app.js";
import { connect } from "./connection.js";
import { Guarded, watchFailures } from "./guarded.js";
import { language } from "./i18n.js";
import { prepareSound } from "./sound.js";

document.documentElement.lang = language();
watchFailures();
const page = document.getElementById("app");
// Preact draws beside what it finds, and nothing is being loaded any more.
page.replaceChildren();
render(h(Guarded, null, h(App)), page);
prepareSound();
startCalling();
connect();
