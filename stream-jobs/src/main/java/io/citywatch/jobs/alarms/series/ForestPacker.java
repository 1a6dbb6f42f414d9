package io.citywatch.jobs.alarms.series;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.state.RandomCutForestMapper;
import com.amazon.randomcutforest.state.RandomCutForestState;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;

/**
 * A forest of random cuts as bytes: the library's own form of its state, as CBOR.
 *
 * <p>The trees are written with their cuts, since a tree that is built anew of its points would cut them elsewhere. The
 * library's form says its version and is read by later releases of the library. To deflate it would take a third off and three
 * times as long.
 */
final class ForestPacker {
    private static final ObjectMapper CBOR = new CBORMapper();

    private ForestPacker() {}

    static byte[] pack(RandomCutForest forest) throws IOException {
        return CBOR.writeValueAsBytes(mapper().toState(forest));
    }

    static RandomCutForest unpack(byte[] packed) throws IOException {
        return mapper().toModel(CBOR.readValue(packed, RandomCutForestState.class));
    }

    private static RandomCutForestMapper mapper() {
        RandomCutForestMapper mapper = new RandomCutForestMapper();
        mapper.setSaveExecutorContextEnabled(true);
        mapper.setSaveSamplerStateEnabled(true);
        mapper.setSaveTreeStateEnabled(true);
        return mapper;
    }
}
