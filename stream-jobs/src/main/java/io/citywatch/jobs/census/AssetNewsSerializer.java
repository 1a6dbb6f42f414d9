package io.citywatch.jobs.census;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what devices tell their assets. */
public final class AssetNewsSerializer extends ImmutableSerializer<AssetNews> {
    static final BinaryType<AssetNews> TYPE = BinaryType.of(AssetNews.class, new AssetNewsSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 2;
    private static final int BORN = 0;
    private static final int LIFE = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(AssetNews value, DataOutputView out) throws IOException {
        Fields.writeText(value.asset(), out);
        out.writeLong(value.at());
        if (value instanceof AssetNews.Born born) {
            out.writeByte(BORN);
            CensusFields.write(born.claim(), out);
            out.writeByte(born.health().toBits());
        } else if (value instanceof AssetNews.Life life) {
            out.writeByte(LIFE);
            Fields.writeText(life.device(), out);
            out.writeByte(life.health().toBits());
        }
    }

    @Override
    protected AssetNews read(DataInputView in, int writtenVersion) throws IOException {
        String asset = Fields.readText(in);
        long at = in.readLong();
        int kind = in.readByte();
        return switch (kind) {
            case BORN -> new AssetNews.Born(asset, at, CensusFields.readClaim(in), health(in, writtenVersion));
            case LIFE -> new AssetNews.Life(asset, at, Fields.readText(in), health(in, writtenVersion));
            default -> throw new IOException("no news is written with " + kind);
        };
    }

    private static Health health(DataInputView in, int writtenVersion) throws IOException {
        byte bits = in.readByte();
        return writtenVersion == 1 ? new Health(true, bits != 0, false, false) : Health.ofBits(bits);
    }
}
