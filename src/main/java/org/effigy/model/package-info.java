/** Distributions estimated from released measurements, and samples of them. Nothing here sees a real row. */
package org.effigy.model;
