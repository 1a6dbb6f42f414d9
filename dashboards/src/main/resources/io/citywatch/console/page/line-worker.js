// The one event stream of all this browser's pages: a browser opens six connections to a server, and each page's own stream
// would take one of them for good.

import { openLine } from "./line.js";

/** So often the pages hear that this worker lives. */
const PULSE_MS = 2_000;

const ports = new Set();

const tell = (word) => ports.forEach((port) => port.postMessage(word));

const line = openLine(tell);

self.onconnect = ({ ports: [port] }) => {
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data === "leave") {
      ports.delete(port);
    } else {
      line.again();
    }
  };
  // Whoever comes needs the present state.
  line.again();
};

setInterval(() => tell({ pulse: true }), PULSE_MS);
