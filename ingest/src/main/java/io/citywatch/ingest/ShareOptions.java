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
                                        + " send more such packets are not read. Those who have not logged in have an eighth as"
                                        + " much besides, and are refused.")
                int maxUnfinishedBytes) {
    public ShareOptions {
        SettingRange.check("gateway.maxUnfinishedBytes", maxUnfinishedBytes, 1 << 20, 1 << 30);
    }

    /** The shares as they are documented. */
    public static ShareOptions standard() {
        return new ShareOptions(64 << 20);
    }
}
