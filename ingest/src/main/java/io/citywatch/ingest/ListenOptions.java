package io.citywatch.ingest;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where clients come. */
public record ListenOptions(
        @Setting(
                        key = "gateway.bindAddress",
                        standard = "127.0.0.1",
                        range = "an address of this machine",
                        text = "The address on which the gateway listens.")
                String bindAddress,
        @Setting(
                        key = "gateway.mqttPort",
                        standard = "1883",
                        range = "0 to 65535",
                        text = "The port for MQTT; 0 takes any that is free.")
                int mqttPort,
        @Setting(
                        key = "gateway.proxyProtocol",
                        standard = "false",
                        range = "true, false",
                        text =
                                "Whether every connection begins with a header of the PROXY protocol, version 1 or 2, by which a "
                                        + "balancer tells the client's address; only where nobody but the balancer reaches the ports.")
                boolean proxyProtocol) {
    public ListenOptions {
        SettingRange.check("gateway.mqttPort", mqttPort, 0, 65_535);
    }

    /** Clients come to that address and port, and tell theirs themselves. */
    public ListenOptions(String bindAddress, int mqttPort) {
        this(bindAddress, mqttPort, false);
    }

    /** Whether only programs on this machine can come. */
    boolean isLoopback() {
        try {
            return InetAddress.getByName(bindAddress).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
