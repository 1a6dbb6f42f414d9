package io.citywatch.ingest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one option, for the reference. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** The option's key. */
    String key();

    /** What holds when nothing is said; empty where something must be said. */
    String standard();

    /** What the number counts; empty where it is none or counts nothing. */
    String unit() default "";

    /** What is accepted. */
    String range();

    /** What the option does, in a sentence. */
    String text();
}
