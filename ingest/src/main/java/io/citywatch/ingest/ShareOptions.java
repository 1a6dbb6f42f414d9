package io.citywatch.ingest;

/** How much of what is there for all one may have. */
public record ShareOptions(
        @Setting(
                        key = "gateway.maxUnfinishedBytes",
                        standard = "67108864",
                        unit = "bytes",
                        range = "1048576 to 1073741824",
                        text =
                                "How much memory is used for large packets of which a part is still to come, before those who"
                                        + " send more such packets are not read. For all that those send who have not logged"
                                        + " in there is an eighth as much besides, and then they are refused.")
                int maxUnfinishedBytes,
        @Setting(
                        key = "gateway.maxRetainedBytes",
                        standard = "67108864",
                        unit = "bytes",
                        range = "1048576 to 1073741824",
                        text = "How much memory retained messages take before clients can retain no more of them, which"
                                + " they can on open topics only. Alarms are always kept.")
                int maxRetainedBytes,
        @Setting(
                        key = "gateway.maxSessionsPerUserName",
                        standard = "1000",
                        unit = "sessions",
                        range = "1 to 10000000",
                        text =
                                "How many sessions one user name has at a time, and so how many connections; more are refused."
                                        + " With open topics there is no such bound.")
                int maxSessionsPerUserName) {
    public ShareOptions {
        SettingRange.check("gateway.maxUnfinishedBytes", maxUnfinishedBytes, 1 << 20, 1 << 30);
        SettingRange.check("gateway.maxRetainedBytes", maxRetainedBytes, 1 << 20, 1 << 30);
        SettingRange.check("gateway.maxSessionsPerUserName", maxSessionsPerUserName, 1, 10_000_000);
    }

    /** The shares as they are documented. */
    public static ShareOptions standard() {
        return new ShareOptions(64 << 20, 64 << 20, 1000);
    }
}
