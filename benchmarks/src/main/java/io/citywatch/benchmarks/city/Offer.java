package io.citywatch.benchmarks.city;

import io.citywatch.benchmarks.load.LoadGenerator;

/**
 * What is published.
 *
 * @param rate readings a second; 0: as many as the gateway takes
 * @param onTheWay how many may be published and not stored; 0: any number
 */
record Offer(int rate, int onTheWay) {
    void publish(LoadGenerator load) {
        if (rate > 0) {
            load.publishAt(rate);
        } else {
            load.publishAtFullSpeed();
        }
    }
}
