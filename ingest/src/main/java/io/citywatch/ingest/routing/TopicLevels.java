package io.citywatch.ingest.routing;

/** Takes topics apart; empty levels count. */
final class TopicLevels {
    static final char SEPARATOR = '/';

    private TopicLevels() {}

    static String[] split(String topic) {
        int count = 1;
        for (int i = topic.indexOf(SEPARATOR); i >= 0; i = topic.indexOf(SEPARATOR, i + 1)) {
            count++;
        }
        String[] levels = new String[count];
        int start = 0;
        for (int n = 0; n < count - 1; n++) {
            int end = topic.indexOf(SEPARATOR, start);
            levels[n] = topic.substring(start, end);
            start = end + 1;
        }
        levels[count - 1] = topic.substring(start);
        return levels;
    }
}
