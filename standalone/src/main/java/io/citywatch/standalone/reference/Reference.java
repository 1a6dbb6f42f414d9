package io.citywatch.standalone.reference;

import io.citywatch.ingest.GatewayOptions;
import io.citywatch.ingest.bridge.BridgeOptions;
import io.citywatch.jobs.runtime.JobOption;

/** The page {@code docs/reference.md}: every option and every meter, as the code declares them. */
public final class Reference {
    private Reference() {}

    /** The page's text. */
    public static String page() {
        return """
                # Reference

                Every option and every meter, written from the code; a test compares the two. How the parts work together is in
                [architecture.md](architecture.md), the formats are in [contracts.md](contracts.md).

                ## Commands

                As `./citywatch COMMAND --help` says too. Every command ends with one of these exit codes:

                | code | is |
                | --- | --- |
                | 0 | done |
                | 1 | not done, or not all of it: what it needs does not answer or is not there, a file holds what can't be, something was refused; the last line on standard error says what |
                | 2 | what stands on the command line can't be: an unknown option, one that is missing, a value out of its range |

                %s## Options

                An option without a default has to be given. `./citywatch gateway` takes those of the gateway as `--set KEY=VALUE`, `./citywatch bridge` those of
                the bridge, `./citywatch demo` both.

                ### The gateway

                %s
                ### The bridge

                What [a bridge](bridge.md) takes from a city's own broker. `bridge.url`, `bridge.userName` and `bridge.passwordFile` have options of the command too. For
                the log it has the options `gateway.log.*`.

                %s
                ### The jobs

                Given as `--key value`.

                %s
                ## Meters

                Those of the gateway, the bridge, the console and of alarms to the outside are on the console's page `/metrics`, for Prometheus, which has `_` in
                place of `.` in names; counters end in `_total`.

                ### The gateway

                %s
                ### The bridge

                %s
                ### The console

                %s
                ### Alarms to the outside

                %s
                ### The jobs

                Counters of Flink's operators, in Flink's web page and its reporters.

                %s"""
                .formatted(
                        Commands.sections(),
                        Settings.table(GatewayOptions.class),
                        Settings.table(BridgeOptions.class),
                        jobOptions(),
                        Meters.gateway(),
                        Meters.bridge(),
                        Meters.console(),
                        Meters.outward(),
                        Meters.jobs());
    }

    private static MarkdownTable jobOptions() {
        MarkdownTable table = new MarkdownTable("key", "default", "unit", "range", "is");
        for (JobOption option : JobOption.values()) {
            String range = option.isNumber() ? option.min() + " to " + option.max() : "";
            table.row(MarkdownTable.code(option.key()), option.defaultText(), option.unit(), range, option.sentence());
        }
        return table;
    }
}
