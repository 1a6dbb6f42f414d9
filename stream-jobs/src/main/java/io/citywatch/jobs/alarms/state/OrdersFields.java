package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.alarms.device.Order;
import io.citywatch.jobs.alarms.device.Order.Fate;
import io.citywatch.jobs.alarms.device.Order.Progress;
import io.citywatch.jobs.alarms.device.Orders;
import io.citywatch.jobs.alarms.device.Orders.Unfit;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.rule.Interlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads what a device was told: one byte when it was told nothing. Times follow the first one closely. */
final class OrdersFields {
    private OrdersFields() {}

    static void write(Orders orders, DataOutputView out) throws IOException {
        out.writeBoolean(!orders.isEmpty());
        if (orders.isEmpty()) {
            return;
        }
        Fields.writeVar(orders.all().size(), out);
        for (Order order : orders.all()) {
            write(order, out);
        }
        Unfit unfit = orders.unfit();
        out.writeBoolean(unfit != null);
        if (unfit != null) {
            out.writeByte(unfit.why().ordinal());
            out.writeLong(unfit.since());
        }
        Fields.writeLong(orders.valveClosedSince(), out);
    }

    static Orders read(DataInputView in) throws IOException {
        if (!in.readBoolean()) {
            return Orders.NONE;
        }
        List<Order> all = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            all.add(readOrder(in));
        }
        Unfit unfit = in.readBoolean() ? new Unfit(Interlock.ofOrdinal(in.readByte()), in.readLong()) : null;
        return new Orders(all, unfit, Fields.readOptionalLong(in));
    }

    private static void write(Order order, DataOutputView out) throws IOException {
        Fields.writeText(order.rule(), out);
        out.writeByte(order.command().ordinal());
        Fields.writeText(order.id(), out);
        out.writeLong(order.given());
        Fields.writeVar(order.expires() - order.given(), out);
        Progress progress = order.progress();
        Fields.writeVar(progress.times(), out);
        out.writeByte(progress.fate().ordinal());
        Fields.writeVar(progress.since() - order.given(), out);
        out.writeBoolean(progress.due() != null);
        if (progress.due() != null) {
            Fields.writeVar(progress.due() - order.given(), out);
        }
    }

    private static Order readOrder(DataInputView in) throws IOException {
        String rule = Fields.readText(in);
        Command.Verb command = Command.Verb.ofOrdinal(in.readByte());
        String id = Fields.readText(in);
        long given = in.readLong();
        long expires = given + Fields.readVar(in);
        int times = Fields.readVarInt(in);
        Fate fate = Fate.ofOrdinal(in.readByte());
        long since = given + Fields.readVar(in);
        Long due = in.readBoolean() ? Long.valueOf(given + Fields.readVar(in)) : null;
        return new Order(rule, command, id, given, expires, new Progress(times, fate, since, due));
    }
}
