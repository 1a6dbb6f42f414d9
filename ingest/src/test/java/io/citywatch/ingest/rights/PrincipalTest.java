package io.citywatch.ingest.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.routing.TopicFilter;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalTest {
    @ParameterizedTest
    @CsvSource({
        "dev1, 410811, dev1, true",
        "dev1, 410800, dev1, true",
        "dev1, 410811, dev2, false",
        "concentrator/410811/c1, 410811, dev1, true",
        "concentrator/410811/c1, 410800, dev1, false",
        "thingsboard/410811/gas/dev1, 410811, dev1, true",
        "thingsboard/410811/gas/dev1, 410800, dev1, false",
        "thingsboard/410811/gas/dev1, 410811, dev2, false",
        "listener/siren, 410811, dev1, false",
        "engineer/eva, 410811, dev1, false",
    })
    void speaksForItsOwnDevicesOnly(String userName, String district, String device, boolean may) {
        assertThat(Principal.parse(userName).mayPublishFor(new DeviceAddress(district, FacilityKind.GAS, device)))
                .isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "dev1, citywatch/v1/410811/gas/dev1/command, true",
        "dev1, citywatch/v1/+/+/dev1/command, true",
        "dev1, $share/g/citywatch/v1/+/+/dev1/command, true",
        "dev1, citywatch/v1/410811/gas/dev2/command, false",
        "dev1, citywatch/v1/410811/gas/+/command, false",
        "dev1, citywatch/v1/410811/gas/dev1/telemetry, false",
        "dev1, citywatch/v1/410811/gas/dev1/#, false",
        "dev1, citywatch/v1/+/+/dev1/+, false",
        "dev1, #, false",
        "dev1, +/v1/410811/gas/dev1/command, false",
        "dev1, $share/g/#, false",
        "dev1, $share/citywatch/v1/+/+/dev1/command, false",
        "concentrator/410811/c1, citywatch/v1/410811/+/+/command, true",
        "concentrator/410811/c1, citywatch/v1/410811/gas/dev1/command, true",
        "concentrator/410811/c1, citywatch/v1/+/gas/dev1/command, false",
        "concentrator/410811/c1, citywatch/v1/410811/#, false",
        "concentrator/410811/c1, citywatch/v1/alarms/#, false",
        "listener/siren, citywatch/v1/alarms/#, true",
        "listener/siren, citywatch/v1/alarms/410811/gas/critical/+, true",
        "listener/siren, citywatch/v1/alarms/+/gas/#, true",
        "listener/siren, $share/board/citywatch/v1/alarms/#, true",
        "listener/siren, citywatch/v1/+/gas/dev1/telemetry, false",
        "listener/siren, citywatch/v1/#, false",
        "listener/siren, citywatch/+/alarms/#, false",
        "concentrator/410811/c1, spBv1.0/410811/NCMD/c1, true",
        "concentrator/410811/c1, spBv1.0/410811/NCMD/c1/#, true",
        "concentrator/410811/c1, spBv1.0/410811/DCMD/c1/#, true",
        "concentrator/410811/c1, spBv1.0/410811/DCMD/c1/gas:dev1, true",
        "concentrator/410811/c1, $share/g/spBv1.0/410811/NCMD/c1, true",
        "concentrator/410811/c1, spBv1.0/STATE/host, true",
        "concentrator/410811/c1, spBv1.0/410811/NCMD/c2, false",
        "concentrator/410811/c1, spBv1.0/410811/NCMD/+, false",
        "concentrator/410811/c1, spBv1.0/410811/+/c1, false",
        "concentrator/410811/c1, spBv1.0/410811/DDATA/c1/#, false",
        "concentrator/410811/c1, spBv1.0/+/NCMD/c1, false",
        "concentrator/410811/c1, spBv1.0/#, false",
        "concentrator/410811/c1, $share/g/spBv1.0/#, false",
        "concentrator/410811/c1, +/410811/NCMD/c1, false",
        "dev1, spBv1.0/410811/NCMD/dev1, false",
        "dev1, spBv1.0/#, false",
        "dev1, v1/devices/me/rpc/request/+, false",
        "listener/siren, spBv1.0/STATE/host, false",
        "thingsboard/410811/gas/dev1, v1/devices/me/rpc/request/+, true",
        "thingsboard/410811/gas/dev1, v1/devices/me/rpc/request/7, true",
        "thingsboard/410811/gas/dev1, v1/devices/me/attributes, true",
        "thingsboard/410811/gas/dev1, v1/devices/me/attributes/response/+, true",
        "thingsboard/410811/gas/dev1, v1/devices/me/telemetry, false",
        "thingsboard/410811/gas/dev1, v1/devices/me/+, false",
        "thingsboard/410811/gas/dev1, v1/devices/me/#, false",
        "thingsboard/410811/gas/dev1, v1/devices/+/rpc/request/+, false",
        "thingsboard/410811/gas/dev1, $share/g/v1/devices/me/rpc/request/+, false",
        "thingsboard/410811/gas/dev1, citywatch/v1/410811/gas/dev2/command, false",
        "thingsboard/410811/gas/dev1, citywatch/v1/+/+/+/command, false",
        "thingsboard/410811/gas/dev1, spBv1.0/#, false",
        "thingsboard/410811/gas/dev1, #, false",
        "engineer/eva, spBv1.0/#, true",
        "engineer/eva, v1/devices/me/attributes, false",
        "engineer/eva, citywatch/v1/#, true",
        "engineer/eva, citywatch/v1/+/gas/+/telemetry, true",
        "engineer/eva, citywatch/#, false",
        "engineer/eva, #, false",
        "engineer/eva, $SYS/#, false",
    })
    void readsNoMoreThanItIsGranted(String userName, String filter, boolean may) {
        assertThat(Principal.parse(userName).maySubscribe(TopicFilter.of(filter)))
                .isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "concentrator/410811/c1, 410811, c1, true",
        "concentrator/410811/c1, 410811, c2, false",
        "concentrator/410811/c1, 410800, c1, false",
        "c1, 410811, c1, false",
        "thingsboard/410811/gas/c1, 410811, c1, false",
        "engineer/eva, 410811, eva, false",
    })
    void speaksAsItsOwnEdgeNodeOnly(String userName, String district, String node, boolean may) {
        assertThat(Principal.parse(userName).mayPublishAs(district, node)).isEqualTo(may);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a/b",
                "listener/",
                "listener",
                "engineer/a/b",
                "concentrator/410811/",
                "concentrator/41081/c1",
                "concentrator/410811/c/1",
                "thingsboard/410811/gas",
                "thingsboard/410811/gas/",
                "thingsboard/410811/bridge/dev1",
                "thingsboard/4108/gas/dev1",
                "thingsboard/410811/gas/dev1/x",
                "thingsboard/410811/gas/+",
                "dev 1",
                "dev+",
                "#",
                "listener/#",
                "engineer/+",
                "Listener/siren",
                "/dev1"
            })
    void aNameOfNoKnownFormIsNobody(String userName) {
        assertThat(Principal.parse(userName))
                .satisfiesAnyOf(principal -> assertThat(principal).isNull(), principal -> assertThat(principal)
                        .isInstanceOf(Principal.Device.class));
        if (!userName.equals("listener")) {
            assertThat(Principal.parse(userName)).isNull();
        }
    }

    @Test
    void onlyAnyoneMayPublishInMemory() {
        for (String userName : new String[] {"dev1", "concentrator/410811/c1", "listener/siren", "engineer/eva"}) {
            Principal principal = Principal.parse(userName);
            assertThat(principal).isNotNull();
            assertThat(principal.mayPublishInMemory()).as(userName).isFalse();
        }
        assertThat(Principal.anyone(null).mayPublishInMemory()).isTrue();
        assertThat(Principal.anyone(null).maySubscribe(TopicFilter.of("#"))).isTrue();
    }

    @Test
    void anyoneTakesCommandsWhenItCallsItselfADevice() {
        assertThat(Principal.anyone("dev1").takesCommands()).isTrue();
        assertThat(Principal.anyone("concentrator/410811/c1").takesCommands()).isTrue();
        assertThat(Principal.anyone("engineer/eva").takesCommands()).isFalse();
        assertThat(Principal.anyone("not a name").takesCommands()).isFalse();
        assertThat(Principal.anyone(null).takesCommands()).isFalse();
    }
}
