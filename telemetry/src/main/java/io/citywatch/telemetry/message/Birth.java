package io.citywatch.telemetry.message;

import io.citywatch.telemetry.facility.PressureClass;
import org.jspecify.annotations.Nullable;

/**
 * A device's certificate of installation: which asset it serves, how far that asset has come, and what it counts for.
 *
 * @param t when the certificate was made, in milliseconds since 1970 UTC
 * @param asset the thing in the city, which outlives its devices; 1 to 64 characters
 * @param state how far the asset has come
 * @param identity make and type of the device
 * @param place where it is
 * @param share what it counts for in the programme
 * @param baselineTiltDeg a manhole cover's angle at rest, in degrees
 * @param reportSeconds how often the device means to report, in seconds; null where it does not say
 */
public record Birth(
        long t,
        String asset,
        AssetState state,
        Identity identity,
        Place place,
        Share share,
        double baselineTiltDeg,
        @Nullable Integer reportSeconds)
        implements DeviceMessage {

    /**
     * What a device is.
     *
     * @param model the maker's model
     * @param firmware the version of its firmware
     * @param type what sort of device it is, for instance {@code detector_networked}
     * @param simulated whether there is a program behind it and no device: its alarms move nothing in the city
     * @param pressureClass the class of the gas main that it measures
     */
    public record Identity(
            @Nullable String model,
            @Nullable String firmware,
            @Nullable String type,
            boolean simulated,
            @Nullable PressureClass pressureClass) {
        public static final Identity UNKNOWN = new Identity(null, null, null);

        /** A device of which no pressure class is known. */
        public Identity(@Nullable String model, @Nullable String firmware, @Nullable String type, boolean simulated) {
            this(model, firmware, type, simulated, null);
        }

        /** What a real device is. */
        public Identity(@Nullable String model, @Nullable String firmware, @Nullable String type) {
            this(model, firmware, type, false);
        }
    }

    /**
     * Where an asset is.
     *
     * @param lat latitude in degrees, WGS-84
     * @param lon longitude in degrees, WGS-84
     * @param address the postal address or a description
     * @param neighbours whose neighbour it is
     */
    public record Place(@Nullable Double lat, @Nullable Double lon, @Nullable String address, Neighbours neighbours) {
        public static final Place UNKNOWN = new Place(null, null, null);

        /** A place of which is not known whose neighbour it is. */
        public Place(@Nullable Double lat, @Nullable Double lon, @Nullable String address) {
            this(lat, lon, address, Neighbours.UNKNOWN);
        }
    }

    /**
     * What an asset is part of, together with its neighbours.
     *
     * @param building the building it is in
     * @param main the main that it measures, or lies beside
     * @param gridCell the code of its cell in the city's grid
     */
    public record Neighbours(@Nullable String building, @Nullable String main, @Nullable String gridCell) {
        public static final Neighbours UNKNOWN = new Neighbours(null, null, null);
    }

    /**
     * What an asset counts for in the programme, beside itself.
     *
     * @param households the households it serves
     * @param bays the parking bays it adds
     * @param lengthM the length of pipe it renews, in metres
     */
    public record Share(int households, int bays, double lengthM) {
        public static final Share NONE = new Share(0, 0, 0);
    }
}
