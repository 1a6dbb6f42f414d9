package io.citywatch.jobs.census;

import io.citywatch.telemetry.message.AssetState;
import java.io.IOException;
import java.util.Objects;
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
            Long commissionedT = before == null ? null : before.commissionedT();
            if (born.claim().state() == AssetState.COMMISSIONED) {
                long t = born.claim().stamp().t();
                commissionedT = commissionedT == null ? t : Math.min(commissionedT, t);
            }
            return before == null || born.claim().isNewerThan(before.claim())
                    ? new Asset(born.claim(), born.health(), commissionedT, false)
                    : new Asset(before.claim(), before.health(), commissionedT, false);
        }
        if (news instanceof AssetNews.Life life
                && before != null
                && life.device().equals(before.claim().stamp().device())) {
            return new Asset(before.claim(), life.health(), before.commissionedT(), false);
        }
        return before;
    }

    private static void change(@Nullable Asset before, Asset after, long t, Collector<CountChange> out) {
        if (before == null) {
            emit(after, after.tally(), t, out);
        } else if (before.claim().place().equals(after.claim().place())
                && Objects.equals(before.commissionedT(), after.commissionedT())) {
            emit(after, after.tally().minus(before.tally()), t, out);
        } else {
            emit(before, before.tally().negated(), t, out);
            emit(after, after.tally(), t, out);
        }
    }

    private static void emit(Asset asset, Tally difference, long t, Collector<CountChange> out) {
        if (!difference.equals(Tally.ZERO)) {
            out.collect(new CountChange(asset.claim().place(), difference, asset.commissionedT(), t));
        }
    }
}
