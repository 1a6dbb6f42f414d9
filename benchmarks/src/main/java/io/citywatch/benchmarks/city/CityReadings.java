package io.citywatch.benchmarks.city;

import io.citywatch.benchmarks.load.LoadMessages;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Readings of quiet gas sensors behind concentrators: each device in turn, each reading at the time at which it is sent, payloads of about
 * 80 bytes.
 */
public final class CityReadings implements LoadMessages {
    /** The district of all its devices. */
    public static final String DISTRICT = "410811";

    static final double GAS_LEL = 0.125;
    static final double BATTERY_PCT = 88;
    static final double RSSI_DBM = -97;
    private static final String REST =
            ",\"gasLel\":" + GAS_LEL + ",\"batteryPct\":" + (int) BATTERY_PCT + ",\"rssiDbm\":" + (int) RSSI_DBM + "}";

    private final PasswordKey key;
    private final byte[][][] topics;
    /** The payload that each connection has sent last: thousands of devices say the same in one millisecond. */
    private final Payload[] newest;

    public CityReadings(PasswordKey key, int connections, int devices) {
        this.key = key;
        String[][] names = devices(connections, devices);
        this.topics = new byte[connections][][];
        this.newest = new Payload[connections];
        Arrays.fill(newest, new Payload(0, 0));
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
    public void writePayload(int connection, long n, long millis, ByteBuf out) {
        long seq = n / topics[connection].length;
        Payload payload = newest[connection];
        if (payload.millis != millis || payload.seq != seq) {
            payload = new Payload(millis, seq);
            newest[connection] = payload;
        }
        out.writeBytes(payload.bytes);
    }

    private static final class Payload {
        private final long millis;
        private final long seq;
        private final byte[] bytes;

        Payload(long millis, long seq) {
            this.millis = millis;
            this.seq = seq;
            bytes = ascii("{\"t\":" + millis + ",\"seq\":" + seq + REST);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
