/** The Grafana dashboards, whose queries are run. */
@NullMarked
package io.citywatch.console.grafana;

import org.jspecify.annotations.NullMarked;
