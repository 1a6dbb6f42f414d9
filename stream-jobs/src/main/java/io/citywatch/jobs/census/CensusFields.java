package io.citywatch.jobs.census;

import io.citywatch.jobs.binary.Fields;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads the parts that several forms of the census share. */
final class CensusFields {
    private CensusFields() {}

    static void write(AssetNews.Claim claim, DataOutputView out) throws IOException {
        write(claim.place(), out);
        write(claim.stamp(), out);
        out.writeByte(claim.state().ordinal());
        write(claim.share(), out);
        out.writeBoolean(claim.reports());
    }

    static AssetNews.Claim readClaim(DataInputView in) throws IOException {
        AssetNews.CountPlace place = readPlace(in);
        BirthStamp stamp = readStamp(in);
        AssetState state = AssetState.ofOrdinal(in.readByte());
        return new AssetNews.Claim(place, stamp, state, readShare(in), in.readBoolean());
    }

    static void write(AssetNews.CountPlace place, DataOutputView out) throws IOException {
        out.writeByte(place.kind().ordinal());
        Fields.writeText(place.district(), out);
    }

    static AssetNews.CountPlace readPlace(DataInputView in) throws IOException {
        FacilityKind kind = FacilityKind.ofOrdinal(in.readByte());
        return new AssetNews.CountPlace(kind, Fields.readText(in));
    }

    static void write(BirthStamp stamp, DataOutputView out) throws IOException {
        out.writeLong(stamp.t());
        out.writeLong(stamp.arrival());
        Fields.writeText(stamp.device(), out);
    }

    static BirthStamp readStamp(DataInputView in) throws IOException {
        return new BirthStamp(in.readLong(), in.readLong(), Fields.readText(in));
    }

    /** A difference can be negative, so each number takes eight bytes. */
    static void write(Amount amount, DataOutputView out) throws IOException {
        out.writeLong(amount.assets());
        out.writeLong(amount.households());
        out.writeLong(amount.bays());
        out.writeLong(amount.lengthMm());
    }

    static Amount readAmount(DataInputView in) throws IOException {
        return new Amount(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    static void write(AssetNews.Share share, DataOutputView out) throws IOException {
        Fields.writeVar(share.households(), out);
        Fields.writeVar(share.bays(), out);
        Fields.writeVar(share.lengthMm(), out);
    }

    static AssetNews.Share readShare(DataInputView in) throws IOException {
        return new AssetNews.Share(Fields.readVar(in), Fields.readVar(in), Fields.readVar(in));
    }
}
