/** Privacy noise from OpenDP, over a native library that the build makes from {@code src/core/src/main/rust}. */
package org.effigy.privacy.opendp;
