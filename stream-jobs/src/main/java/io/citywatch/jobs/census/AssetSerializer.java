package io.citywatch.jobs.census;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the state of an asset: about 70 bytes. */
public final class AssetSerializer extends ImmutableSerializer<Asset> {
    static final BinaryType<Asset> TYPE = BinaryType.of(Asset.class, new AssetSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 2;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(Asset value, DataOutputView out) throws IOException {
        CensusFields.write(value.claim(), out);
        out.writeByte(value.health().toBits());
        Fields.writeLong(value.commissionedT(), out);
        out.writeBoolean(value.firstForm());
    }

    @Override
    protected Asset read(DataInputView in, int writtenVersion) throws IOException {
        AssetNews.Claim claim = CensusFields.readClaim(in);
        if (writtenVersion == 1) {
            return new Asset(claim, new Health(true, in.readBoolean(), false, false), null, true);
        }
        return new Asset(claim, Health.ofBits(in.readByte()), Fields.readOptionalLong(in), in.readBoolean());
    }
}
