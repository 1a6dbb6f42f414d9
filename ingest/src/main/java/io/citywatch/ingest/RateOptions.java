package io.citywatch.ingest;

/** How much is taken in a second. Who sends more is read more slowly, and loses nothing by it. */
public record RateOptions(
        @Setting(
                        key = "gateway.connectsPerSecond",
                        standard = "5000",
                        unit = "log-ins/s",
                        range = "0 to 1000000; 0: no limit",
                        text =
                                "How many clients log in a second; as many again may come at once. Others are told to come"
                                        + " back; sirens and devices in alarm are let in first.")
                int connectsPerSecond,
        @Setting(
                        key = "gateway.deviceMessagesPerSecond",
                        standard = "50",
                        unit = "messages/s",
                        range = "0 to 1000000; 0: no limit",
                        text = "How much one device sends, on average over ten seconds.")
                int deviceMessagesPerSecond,
        @Setting(
                        key = "gateway.deviceBytesPerSecond",
                        standard = "262144",
                        unit = "bytes/s",
                        range = "0 to 1000000000; 0: no limit",
                        text = "How many payload bytes one device sends, on average over ten seconds.")
                int deviceBytesPerSecond,
        @Setting(
                        key = "gateway.concentratorMessagesPerSecond",
                        standard = "20000",
                        unit = "messages/s",
                        range = "0 to 1000000; 0: no limit",
                        text = "How much one concentrator sends, on average over ten seconds.")
                int concentratorMessagesPerSecond,
        @Setting(
                        key = "gateway.concentratorBytesPerSecond",
                        standard = "16777216",
                        unit = "bytes/s",
                        range = "0 to 1000000000; 0: no limit",
                        text = "How many payload bytes one concentrator sends, on average over ten seconds.")
                int concentratorBytesPerSecond) {
    private static final int MOST = 1_000_000;
    private static final int MOST_BYTES = 1_000_000_000;

    public RateOptions {
        SettingRange.check("gateway.connectsPerSecond", connectsPerSecond, 0, MOST);
        SettingRange.check("gateway.deviceMessagesPerSecond", deviceMessagesPerSecond, 0, MOST);
        SettingRange.check("gateway.deviceBytesPerSecond", deviceBytesPerSecond, 0, MOST_BYTES);
        SettingRange.check("gateway.concentratorMessagesPerSecond", concentratorMessagesPerSecond, 0, MOST);
        SettingRange.check("gateway.concentratorBytesPerSecond", concentratorBytesPerSecond, 0, MOST_BYTES);
    }

    /** The rates as they are documented. */
    public static RateOptions standard() {
        return new RateOptions(5_000, 50, 256 * 1024, 20_000, 16 * 1024 * 1024);
    }

    /** No limit on anything: for measurements. */
    public static RateOptions unlimited() {
        return new RateOptions(0, 0, 0, 0, 0);
    }
}
