package io.citywatch.jobs.census;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each asset by its newest birth and says by how much the counts change when it changes. Keyed by asset.
 *
 * <p>What an asset has counted for follows from its state, so it is taken back exactly when it counts for something else.
 */
final class AssetCensus extends KeyedProcessFunction<String, AssetNews, CountChange> {
    private static final long serialVersionUID = 1;

    private transient @Nullable ValueState<Asset> asset;

    @Override
    public void open(OpenContext context) {
        asset = getRuntimeContext().getState(new ValueStateDescriptor<>("asset", AssetSerializer.TYPE));
    }

    @Override
    public void processElement(AssetNews news, Context context, Collector<CountChange> out) throws IOException {
        if (asset == null) {
            throw new IllegalStateException("an element before open");
        }
        Asset before = asset.value();
        Asset after = after(before, news);
        if (after != null && !after.equals(before)) {
            asset.update(after);
            change(before, after, news.at(), out);
        }
    }

    private static @Nullable Asset after(@Nullable Asset before, AssetNews news) {
        if (news instanceof AssetNews.Born born) {
            return before == null || born.claim().isNewerThan(before.claim())
                    ? new Asset(born.claim(), born.alive())
                    : before;
        }
        if (news instanceof AssetNews.Life life
                && before != null
                && life.device().equals(before.claim().stamp().device())) {
            return new Asset(before.claim(), life.alive());
        }
        return before;
    }

    private static void change(@Nullable Asset before, Asset after, long t, Collector<CountChange> out) {
        AssetNews.CountPlace place = after.claim().place();
        Tally difference = after.tally();
        if (before != null && before.claim().place().equals(place)) {
            difference = difference.minus(before.tally());
        } else if (before != null) {
            out.collect(new CountChange(before.claim().place(), Tally.ZERO.minus(before.tally()), t));
        }
        if (!difference.equals(Tally.ZERO)) {
            out.collect(new CountChange(place, difference, t));
        }
    }
}
