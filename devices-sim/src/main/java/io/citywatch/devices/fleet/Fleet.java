package io.citywatch.devices.fleet;

import io.citywatch.telemetry.facility.DeviceTypes;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.programme.District;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All devices of the city.
 *
 * <p>A device is a number. What it is follows from that number and the seed, so that it costs two bytes: one for what can
 * change ({@link Trait}) and one for how often it has been replaced. Devices of one kind have consecutive numbers, those that
 * are installed later following at the end of their kind's range. Not thread-safe.
 */
public final class Fleet {
    /** No such device. */
    public static final int NONE = -1;

    private static final String NAME_PREFIX = "sim-";
    /** The fractional part of the golden ratio: its multiples spread evenly, however few there are. */
    private static final double GOLDEN = 0.6180339887498949;

    /** One valve in twelve is broken: more than in a real city, so that a demonstration shows now and then what comes of it. */
    private static final double BROKEN_VALVES = 1 / 12.0;

    private final Programme programme;
    private final Noise noise;
    private final double mechanicalShare;
    private final List<Group> groups = new ArrayList<>();
    private final double[] shareUpTo;
    private final byte[] traits;
    private final byte[] replacements;

    public Fleet(FleetPlan plan, Programme programme, Noise noise) {
        this.programme = programme;
        this.noise = noise;
        this.mechanicalShare = plan.mechanicalShare();
        int first = 0;
        for (KindPlan kind : plan.kinds()) {
            Group group = new Group(first, kind);
            groups.add(group);
            first = group.end();
        }
        traits = new byte[first];
        replacements = new byte[first];
        shareUpTo = shareUpTo(programme.districts());
    }

    /** The kinds, each with its range of numbers. */
    public List<Group> groups() {
        return groups;
    }

    public Noise noise() {
        return noise;
    }

    /** How many devices there are. */
    public int size() {
        return groups.stream().mapToInt(Group::count).sum();
    }

    /** How many devices there can be: each number below it has an address, installed or not yet. */
    public int room() {
        return traits.length;
    }

    public Group group(int device) {
        for (Group group : groups) {
            if (device < group.end()) {
                return group;
            }
        }
        throw new IllegalArgumentException("no device has number " + device);
    }

    public FacilityKind kind(int device) {
        return group(device).kind();
    }

    /** The device's district: as many devices as it has inhabitants, in proportion. */
    public District district(int device) {
        Group group = group(device);
        double spread = (device - group.first() + 1) * GOLDEN + group.kind().ordinal() * 0.1;
        double place = spread - Math.floor(spread);
        int district = 0;
        while (place >= shareUpTo[district]) {
            district++;
        }
        return programme.districts().get(district);
    }

    /** The device's present name; a replaced device's successor has another. */
    public String name(int device) {
        Group group = group(device);
        String name = NAME_PREFIX + group.kind().code() + '-' + serial(group, device);
        return replacements[device] == 0 ? name : name + '.' + (replacements[device] & 0xFF);
    }

    public DeviceAddress address(int device) {
        return new DeviceAddress(district(device).code(), kind(device), name(device));
    }

    /** The device that has that address now, or {@link #NONE}. */
    public int find(DeviceAddress address) {
        String name = address.device();
        String prefix = NAME_PREFIX + address.kind().code() + '-';
        int end = name.indexOf('.') < 0 ? name.length() : name.indexOf('.');
        if (!name.startsWith(prefix) || end - prefix.length() != Group.SERIAL_DIGITS) {
            return NONE;
        }
        int serial;
        try {
            serial = Integer.parseInt(name, prefix.length(), end, 10);
        } catch (NumberFormatException e) {
            return NONE;
        }
        for (Group group : groups) {
            int device = group.first() + serial - 1;
            if (group.kind() == address.kind()
                    && serial >= 1
                    && serial <= group.count()
                    && address(device).equals(address)) {
                return device;
            }
        }
        return NONE;
    }

    /** The asset's code: county 6, class 2, sub-class 2, serial 6 digits. */
    public String asset(int device) {
        Group group = group(device);
        return district(device).code() + AssetClass.of(group.kind()) + serial(group, device);
    }

    /** What sort of device it is. */
    public DeviceType type(int device) {
        return switch (kind(device)) {
            case GAS -> gasType(device);
            case MANHOLE -> DeviceType.COVER_TILT;
            case PARKING -> DeviceType.BAY_GEOMAGNETIC;
            case GAS_PIPE -> DeviceType.PIPE_GAS;
            case WATER_PIPE -> DeviceType.PIPE_WATER;
            case WASTE -> DeviceType.BIN_LEVEL;
            case PLATFORM -> throw new IllegalArgumentException("the platform is no device of a fleet");
        };
    }

    /** Whether the device sends readings at all. */
    public boolean reports(int device) {
        return DeviceTypes.reports(type(device).code());
    }

    public boolean hasValve(int device) {
        return type(device) == DeviceType.DETECTOR_WITH_SOLENOID_VALVE;
    }

    /** What the device's valve does when it is told to close. */
    public ValveFault valveFault(int device) {
        double place = noise.trait(Noise.Purpose.VALVE_FAULT, device);
        if (place >= BROKEN_VALVES) {
            return ValveFault.NONE;
        }
        return place < BROKEN_VALVES / 2 ? ValveFault.DEAF : ValveFault.STUCK;
    }

    public Duration reportInterval(int device) {
        return group(device).reportInterval();
    }

    public boolean is(int device, Trait trait) {
        return (traits[device] & trait.bit()) != 0;
    }

    public void set(int device, Trait trait, boolean value) {
        if (value) {
            traits[device] |= trait.bit();
        } else {
            traits[device] &= (byte) ~trait.bit();
        }
    }

    /** How often the asset's device has been replaced. */
    public int replacements(int device) {
        return replacements[device] & 0xFF;
    }

    /** Puts a new device in the place of the present one: the same asset under another name. */
    public void replace(int device) {
        setReplacements(device, replacements(device) + 1);
    }

    /** What distinguishes the fleet from a new one of the same plan. */
    public FleetProgress progress() {
        Map<FacilityKind, Integer> added = new EnumMap<>(FacilityKind.class);
        Map<Integer, Integer> replaced = new TreeMap<>();
        for (Group group : groups) {
            added.put(group.kind(), group.added());
            for (int device = group.first(); device < group.first() + group.count(); device++) {
                if (replacements[device] != 0) {
                    replaced.put(device, replacements(device));
                }
            }
        }
        return new FleetProgress(added, replaced);
    }

    /** Goes on from where a fleet of the same plan stood; what does not fit into the plan is left out. */
    public void restore(FleetProgress progress) {
        groups.forEach(group -> group.restoreAdded(progress.added().getOrDefault(group.kind(), 0)));
        progress.replacements().forEach((device, times) -> {
            if (device >= 0 && device < replacements.length) {
                setReplacements(device, times);
            }
        });
    }

    private void setReplacements(int device, int times) {
        // 255 replacements of one device are more than any run sees; from there on it keeps its name.
        replacements[device] = (byte) Math.min(times, 255);
    }

    private DeviceType gasType(int device) {
        double place = noise.trait(Noise.Purpose.TYPE, device);
        if (place < mechanicalShare) {
            return DeviceType.SELF_CLOSING_VALVE;
        }
        // Of the detectors, two in three can shut the gas off.
        return (place - mechanicalShare) * 3 < 1 - mechanicalShare
                ? DeviceType.DETECTOR_NETWORKED
                : DeviceType.DETECTOR_WITH_SOLENOID_VALVE;
    }

    private static String serial(Group group, int device) {
        String digits = Integer.toString(device - group.first() + 1);
        return "0".repeat(Group.SERIAL_DIGITS - digits.length()) + digits;
    }

    private static double[] shareUpTo(List<District> districts) {
        double all = districts.stream().mapToDouble(District::population10k).sum();
        double[] upTo = new double[districts.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += districts.get(i).population10k();
            upTo[i] = sum / all;
        }
        // Not left to rounding: every place from 0 to 1 lies in a district.
        upTo[upTo.length - 1] = 1;
        return upTo;
    }

    /** What may be wrong with a gas valve. */
    public enum ValveFault {
        NONE,
        /** It does not hear commands, so nobody answers. */
        DEAF,
        /** It hears, and can't move. */
        STUCK
    }

    /** What can change about a device. */
    public enum Trait {
        /** It has announced itself, and reports. */
        BORN,
        /** Something is happening to it, which speaks in its place. */
        BUSY,
        /** It hears nothing and says nothing. */
        SILENT,
        /** Its gas valve is closed. */
        VALVE_CLOSED,
        /** A car stands on its bay. */
        OCCUPIED;

        private byte bit() {
            return (byte) (1 << ordinal());
        }
    }
}
