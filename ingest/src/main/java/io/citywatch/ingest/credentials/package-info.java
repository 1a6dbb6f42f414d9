/**
 * Whether somebody is who he says: derived keys and the list of revoked user names; knows the keys' folder, and which forms user
 * names have.
 */
@NullMarked
package io.citywatch.ingest.credentials;

import org.jspecify.annotations.NullMarked;
