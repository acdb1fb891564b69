/** The command line: thin commands over the library. */
package org.effigy.cli;
