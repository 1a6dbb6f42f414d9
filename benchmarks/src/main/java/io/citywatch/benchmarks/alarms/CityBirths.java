package io.citywatch.benchmarks.alarms;

import io.citywatch.benchmarks.city.CityReadings;
import io.citywatch.benchmarks.load.LoadMessages;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** The births of the devices of {@link CityReadings}, each in turn. */
final class CityBirths implements LoadMessages {
    private static final byte[] TELEMETRY = "telemetry".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BIRTH = "birth".getBytes(StandardCharsets.US_ASCII);
    private static final String AFTER_ASSET =
            "\",\"model\":\"GD-20V\",\"firmware\":\"1.4.2\",\"type\":\"detector_with_solenoid_valve\","
                    + "\"state\":\"commissioned\",\"lat\":35.2153,\"lon\":113.2613,\"households\":1,\"reportSeconds\":3600}";

    private final CityReadings readings;

    CityBirths(CityReadings readings) {
        this.readings = readings;
    }

    @Override
    public String userName(int connection) {
        return readings.userName(connection);
    }

    @Override
    public String password(int connection) {
        return readings.password(connection);
    }

    @Override
    public byte[] topic(int connection, long n) {
        byte[] telemetry = readings.topic(connection, n);
        byte[] topic = new byte[telemetry.length - TELEMETRY.length + BIRTH.length];
        System.arraycopy(telemetry, 0, topic, 0, telemetry.length - TELEMETRY.length);
        System.arraycopy(BIRTH, 0, topic, telemetry.length - TELEMETRY.length, BIRTH.length);
        return topic;
    }

    @Override
    public void writePayload(int connection, long n, long millis, ByteBuf out) {
        ByteBufUtil.writeAscii(out, "{\"asset\":\"4108110111-");
        ByteBufUtil.writeAscii(out, connection + "-" + n);
        ByteBufUtil.writeAscii(out, AFTER_ASSET);
    }
}
