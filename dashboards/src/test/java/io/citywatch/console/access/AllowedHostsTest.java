package io.citywatch.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
    private final AllowedHosts hosts = new AllowedHosts(Set.of("console.city.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "127.0.0.1:8080",
                "10.1.2.3",
                "[::1]:8080",
                "[::1]",
                "console.city.example",
                "Console.City.Example:443"
            })
    void ownNamesAndAddressesAreAllowed(String authority) {
        assertThat(hosts.allows(authority)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "console.city.example.evil.example",
                "[::1",
                "[evil.example]"
            })
    void namesThatSomebodyElseCanPointHereAreNot(String authority) {
        assertThat(hosts.allows(authority)).isFalse();
    }
}
