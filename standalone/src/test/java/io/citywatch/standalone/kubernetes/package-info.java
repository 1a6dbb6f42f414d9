/** What the documents say of clusters and Kubernetes, compared with the programs. */
@NullMarked
package io.citywatch.standalone.kubernetes;

import org.jspecify.annotations.NullMarked;
