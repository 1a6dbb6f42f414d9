package io.citywatch.jobs.alarms;

import io.citywatch.jobs.alarms.rule.RuleChangeSerializer;
import io.citywatch.jobs.alarms.state.AlarmActionFields;
import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.jobs.uplink.TickSerializer;
import io.citywatch.telemetry.alarm.AssetAction;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what goes to all devices. It is never part of a checkpoint that outlives a release. */
public final class CityNewsSerializer extends ImmutableSerializer<CityNews> {
    static final BinaryType<CityNews> TYPE = BinaryType.of(CityNews.class, new CityNewsSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 2;
    private static final int TICKED = 0;
    private static final int RULE_CHANGED = 1;
    private static final int ASSET_WORKED = 2;
    private static final TickSerializer TICK = new TickSerializer();
    private static final RuleChangeSerializer RULE = new RuleChangeSerializer();

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(CityNews value, DataOutputView out) throws IOException {
        if (value instanceof CityNews.Ticked ticked) {
            out.writeByte(TICKED);
            TICK.serialize(ticked.tick(), out);
        } else if (value instanceof CityNews.RuleChanged changed) {
            out.writeByte(RULE_CHANGED);
            RULE.serialize(changed.change(), out);
        } else if (value instanceof CityNews.AssetWorked worked) {
            out.writeByte(ASSET_WORKED);
            write(worked.action(), out);
        }
    }

    @Override
    protected CityNews read(DataInputView in, int writtenVersion) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case TICKED -> new CityNews.Ticked(TICK.deserialize(in));
            case RULE_CHANGED -> new CityNews.RuleChanged(RULE.deserialize(in));
            case ASSET_WORKED -> new CityNews.AssetWorked(readAction(in));
            default -> throw new IOException("no news are written with " + kind);
        };
    }

    private static void write(AssetAction action, DataOutputView out) throws IOException {
        Fields.writeText(action.asset(), out);
        Fields.writeText(action.action().text(), out);
        out.writeLong(action.t());
        Fields.writeText(action.by(), out);
        Fields.writeText(action.reason(), out);
        Fields.writeLong(action.until(), out);
        Fields.writeText(action.workOrder(), out);
    }

    private static AssetAction readAction(DataInputView in) throws IOException {
        return new AssetAction(
                Fields.readText(in),
                AlarmActionFields.readVerb(in),
                in.readLong(),
                Fields.readText(in),
                Fields.readOptionalText(in),
                Fields.readOptionalLong(in),
                Fields.readOptionalText(in));
    }
}
