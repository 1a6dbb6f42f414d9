/**
 * What conditions of several devices mean together: neighbours that agree, and floods with one cause. It speaks to the devices'
 * alarms through the log, as rules' actions.
 */
@NullMarked
package io.citywatch.jobs.alarms.group;

import org.jspecify.annotations.NullMarked;
