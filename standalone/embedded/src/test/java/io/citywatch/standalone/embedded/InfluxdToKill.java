package io.citywatch.standalone.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Program that runs an influxd, prints its port and then waits to be killed. */
final class InfluxdToKill {
    static final String PORT = "port ";

    private InfluxdToKill() {}

    public static void main(String[] args) throws InterruptedException {
        InfluxdProcess influxd = InfluxdProcess.start(InfluxdOptions.in(Path.of(args[0])));
        System.out.println(PORT + influxd.port());
        new CountDownLatch(1).await();
    }
}
