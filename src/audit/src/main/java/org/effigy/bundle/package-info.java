/** The evidence of a release in one file, for those inside and those outside, and its check. */
package org.effigy.bundle;
