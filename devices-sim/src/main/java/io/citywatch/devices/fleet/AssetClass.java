package io.citywatch.devices.fleet;

import io.citywatch.telemetry.facility.FacilityKind;

/**
 * The class and sub-class, four digits, in the code of an asset.
 *
 * <p>Only the scheme is taken from published codes of city components; that a gas cover is 0111, a sewer cover 0102 and a
 * car park 0201 is common knowledge, and the others are made up in the range that nothing uses.
 */
final class AssetClass {
    private AssetClass() {}

    static String of(FacilityKind kind) {
        return switch (kind) {
            case GAS -> "0111";
            case MANHOLE -> "0102";
            case PARKING -> "0201";
            case GAS_PIPE -> "0191";
            case WATER_PIPE -> "0192";
            case WASTE -> "0391";
            case PLATFORM -> throw new IllegalArgumentException("the platform is no device of a fleet");
        };
    }
}
