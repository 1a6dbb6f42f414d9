package io.citywatch.telemetry.topic;

import org.jspecify.annotations.Nullable;

/**
 * The access token of a device that speaks ThingsBoard's device API: {@code {district}.{kind}.{device}.{secret}}, where the
 * secret is the password of its user name. Such a device shows it as its MQTT user name, without a password.
 *
 * @param userName the device's user name, {@code thingsboard/{district}/{kind}/{device}}
 * @param secret what shows that the token is the device's
 */
public record ThingsBoardToken(String userName, String secret) {
    /** The token of that text, or null when it has not the form of one. A device's name may hold dots, a secret can't. */
    public static @Nullable ThingsBoardToken parse(String text) {
        int kind = text.indexOf('.') + 1;
        int device = kind == 0 ? 0 : text.indexOf('.', kind) + 1;
        int secret = text.lastIndexOf('.') + 1;
        if (device == 0 || secret <= device) {
            return null;
        }
        String userName = ThingsBoardTopic.USER_NAMES
                + '/'
                + text.substring(0, kind - 1)
                + '/'
                + text.substring(kind, device - 1)
                + '/'
                + text.substring(device, secret - 1);
        return ThingsBoardTopic.addressOf(userName) == null
                ? null
                : new ThingsBoardToken(userName, text.substring(secret));
    }

    /** The token as the device shows it. */
    public String text() {
        return userName.substring(ThingsBoardTopic.USER_NAMES.length() + 1).replace('/', '.') + '.' + secret;
    }

    @Override
    public String toString() {
        return "ThingsBoardToken[" + userName + ", secret]";
    }
}
