package io.citywatch.telemetry.census;

import org.jspecify.annotations.Nullable;

/**
 * Where parking is counted: a street of a district, or the district as a whole, or the city.
 *
 * @param district six-digit code of the district, or of the city for the sum of all
 * @param street nine-digit code of the street, the beginning of the codes of its grid cells; null for the whole, and for bays
 *     whose street is not known
 */
public record ParkingArea(String district, @Nullable String street) implements Comparable<ParkingArea> {
    /** A grid cell's code: county 6, street 3, community 3, cell 3. */
    private static final int GRID_CELL_DIGITS = 15;

    private static final int STREET_DIGITS = 9;

    /** The area of a grid cell; of a code that is none, the district as a whole. */
    public static ParkingArea of(String district, @Nullable String gridCell) {
        return new ParkingArea(
                district, gridCell != null && isCode(gridCell) ? gridCell.substring(0, STREET_DIGITS) : null);
    }

    private static boolean isCode(String gridCell) {
        return gridCell.length() == GRID_CELL_DIGITS
                && gridCell.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /** The area's district as a whole. */
    public ParkingArea whole() {
        return new ParkingArea(district, null);
    }

    /** The key under which its figures stand in the log. */
    public String scope() {
        return "parking/" + district + (street == null ? "" : '/' + street);
    }

    @Override
    public int compareTo(ParkingArea other) {
        return scope().compareTo(other.scope());
    }
}
