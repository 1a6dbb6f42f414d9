package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.PressureClass;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which devices a rule looks at.
 *
 * @param kinds their kinds
 * @param only what they have to be; a filter without a condition lets all through
 * @param except what they must not be; a filter without a condition keeps none out
 */
public record RuleScope(Set<FacilityKind> kinds, Filter only, Filter except) {
    private static final int ASSET_CLASS_AT = 6;
    private static final int ASSET_CLASS_LENGTH = 4;

    public RuleScope {
        kinds = Set.copyOf(kinds);
    }

    /** All devices of those kinds. */
    public static RuleScope of(Set<FacilityKind> kinds) {
        return new RuleScope(kinds, Filter.NONE, Filter.NONE);
    }

    /** Whether it takes in no device at all, since what it leaves out is all that it lets through. */
    public boolean isEmpty() {
        return !except.isEmpty() && except.covers(only);
    }

    /** Whether it takes in all devices of its kinds. */
    public boolean isWhole() {
        return only.isEmpty() && except.isEmpty();
    }

    /** Whether the rule looks at that device. */
    public boolean includes(
            DeviceAddress address, @Nullable String asset, @Nullable String type, @Nullable PressureClass pressure) {
        if (!kinds.contains(address.kind())) {
            return false;
        }
        return only.lets(address, asset, type, pressure)
                && (except.isEmpty() || !except.lets(address, asset, type, pressure));
    }

    /** Class and sub-class of an asset by its city component code; null when it is none. */
    static @Nullable String assetClass(@Nullable String asset) {
        return asset == null || asset.length() < ASSET_CLASS_AT + ASSET_CLASS_LENGTH
                ? null
                : asset.substring(ASSET_CLASS_AT, ASSET_CLASS_AT + ASSET_CLASS_LENGTH);
    }

    /**
     * Conditions on a device, each met by any of its values; an empty one is no condition. What is not known of a device meets
     * none.
     *
     * @param districts six-digit codes
     * @param types the types of births
     * @param assetClasses four digits: class and sub-class of the asset's city component code
     * @param pressureClasses classes of gas mains
     */
    public record Filter(
            Set<String> districts, Set<String> types, Set<String> assetClasses, Set<PressureClass> pressureClasses) {
        public static final Filter NONE = new Filter(Set.of(), Set.of(), Set.of(), Set.of());

        public Filter {
            districts = Set.copyOf(districts);
            types = Set.copyOf(types);
            assetClasses = Set.copyOf(assetClasses);
            pressureClasses = Set.copyOf(pressureClasses);
        }

        public boolean isEmpty() {
            return districts.isEmpty() && types.isEmpty() && assetClasses.isEmpty() && pressureClasses.isEmpty();
        }

        /** Whether it lets through whatever that one does. */
        private boolean covers(Filter narrower) {
            return covers(districts, narrower.districts)
                    && covers(types, narrower.types)
                    && covers(assetClasses, narrower.assetClasses)
                    && covers(pressureClasses, narrower.pressureClasses);
        }

        private static <T> boolean covers(Set<T> condition, Set<T> narrower) {
            return condition.isEmpty() || (!narrower.isEmpty() && condition.containsAll(narrower));
        }

        private boolean lets(
                DeviceAddress address,
                @Nullable String asset,
                @Nullable String type,
                @Nullable PressureClass pressure) {
            return meets(districts, address.district())
                    && meets(types, type)
                    && meets(assetClasses, assetClasses.isEmpty() ? null : assetClass(asset))
                    && meets(pressureClasses, pressure);
        }

        private static <T> boolean meets(Set<T> condition, @Nullable T value) {
            return condition.isEmpty() || (value != null && condition.contains(value));
        }
    }
}
