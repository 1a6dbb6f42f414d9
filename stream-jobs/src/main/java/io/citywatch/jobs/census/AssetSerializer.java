package io.citywatch.jobs.census;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the state of an asset: about 60 bytes. */
public final class AssetSerializer extends ImmutableSerializer<Asset> {
    static final BinaryType<Asset> TYPE = BinaryType.of(Asset.class, new AssetSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(Asset value, DataOutputView out) throws IOException {
        CensusFields.write(value.claim(), out);
        out.writeBoolean(value.alive());
    }

    @Override
    protected Asset read(DataInputView in, int writtenVersion) throws IOException {
        return new Asset(CensusFields.readClaim(in), in.readBoolean());
    }
}
