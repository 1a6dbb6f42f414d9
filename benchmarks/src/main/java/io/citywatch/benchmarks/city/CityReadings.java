package io.citywatch.benchmarks.city;

import io.citywatch.benchmarks.load.LoadMessages;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Readings of quiet gas sensors behind concentrators: each device in turn, each reading at its own time, payloads of about
 * 80 bytes.
 */
public final class CityReadings implements LoadMessages {
    /** The district of all its devices. */
    public static final String DISTRICT = "410811";

    private static final byte[] BEFORE_TIME = ascii("{\"t\":");
    private static final byte[] BEFORE_SEQ = ascii(",\"seq\":");
    static final double GAS_LEL = 0.125;
    static final double BATTERY_PCT = 88;
    static final double RSSI_DBM = -97;
    private static final byte[] REST = ascii(
            ",\"gasLel\":" + GAS_LEL + ",\"batteryPct\":" + (int) BATTERY_PCT + ",\"rssiDbm\":" + (int) RSSI_DBM + "}");

    private final PasswordKey key;
    private final byte[][][] topics;

    public CityReadings(PasswordKey key, int connections, int devices) {
        this.key = key;
        String[][] names = devices(connections, devices);
        this.topics = new byte[connections][][];
        for (int connection = 0; connection < connections; connection++) {
            topics[connection] = new byte[names[connection].length][];
            for (int i = 0; i < names[connection].length; i++) {
                topics[connection][i] = ascii(
                        new DeviceAddress(DISTRICT, FacilityKind.GAS, names[connection][i]).topic(Channel.TELEMETRY));
            }
        }
    }

    /** The names of the devices behind each connection, at least one behind each. */
    static String[][] devices(int connections, int devices) {
        String[][] names = new String[connections][];
        for (int connection = 0; connection < connections; connection++) {
            int share = devices / connections + (connection < devices % connections ? 1 : 0);
            names[connection] = new String[Math.max(share, 1)];
            for (int i = 0; i < names[connection].length; i++) {
                names[connection][i] = "bench-%03d-%06d".formatted(connection, i);
            }
        }
        return names;
    }

    @Override
    public String userName(int connection) {
        return "concentrator/" + DISTRICT + "/bench-" + connection;
    }

    @Override
    public String password(int connection) {
        return key.password(userName(connection));
    }

    @Override
    public byte[] topic(int connection, long n) {
        byte[][] ofConnection = topics[connection];
        return ofConnection[(int) (n % ofConnection.length)];
    }

    @Override
    public void writePayload(int connection, long n, ByteBuf out) {
        out.writeBytes(BEFORE_TIME);
        writeNumber(System.currentTimeMillis(), out);
        out.writeBytes(BEFORE_SEQ);
        writeNumber(n / topics[connection].length, out);
        out.writeBytes(REST);
    }

    private static void writeNumber(long number, ByteBuf out) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int end = out.writerIndex() + digits;
        out.ensureWritable(digits).writerIndex(end);
        long rest = number;
        for (int at = end - 1; at >= end - digits; at--) {
            out.setByte(at, (int) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
